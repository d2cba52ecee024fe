import {readFile} from 'node:fs/promises';
import path from 'node:path';

import * as tar from 'tar';
import {expect, test} from 'vitest';

import {bundle} from './bundle.ts';
import {addresses} from './manifest.ts';

import type {Manifest} from './manifest.ts';

const root = path.join(import.meta.dirname, '..');

/** The files of the bundle by their paths, without the folder they lie in. */
async function filesOfBundle(): Promise<Map<string, string>> {
    const files = new Map<string, string>();
    await tar.list({file: await bundle(), onReadEntry: (entry) => {
        const chunks: Buffer[] = [];
        entry.on('data', (chunk: Buffer) => chunks.push(chunk));
        entry.on('end', () => files.set(entry.path.replace(/^token-audit\//, ''), Buffer.concat(chunks).toString('utf8')));
    }});
    return files;
}

test('the bundle has what the marketplace requires of every plugin', async () => {
    const files = await filesOfBundle();
    const manifest = JSON.parse(files.get('plugin.json') ?? '') as Manifest & {icon_path: string; webapp: {bundle_path: string}};
    const {version} = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {version: string};
    expect(manifest).toMatchObject({
        id: expect.stringMatching(/^[a-zA-Z0-9._-]{3,190}$/),
        name: expect.stringMatching(/\w/),
        description: expect.stringMatching(/\w\.$/),
        version,
        min_server_version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    });
    expect(files.get(manifest.icon_path)).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(files.has(manifest.webapp.bundle_path)).toBe(true);
    expect(files.get('LICENSE')).toContain('Apache License');
});

test('the repository named in package.json gives the addresses that the marketplace asks for', () => {
    expect(addresses('https://git.example.com/acme/token-audit', '1.2.3')).toEqual({
        homepage_url: 'https://git.example.com/acme/token-audit',
        support_url: 'https://git.example.com/acme/token-audit/issues',
        release_notes_url: 'https://git.example.com/acme/token-audit/releases/tag/v1.2.3',
    });
});

test.each([
    'git@github.com:acme/token-audit.git',
    'git+https://github.com/acme/token-audit',
    'http://github.com/acme/token-audit',
    'https://github.com/acme/token-audit.git',
    'https://github.com/acme/token-audit/',
    'https://name:secret@github.com/acme/token-audit',
    'https://github.com',
    'https://github.com/acme/token audit',
])('%s is no address of a page and is refused', (repository) => {
    expect(() => addresses(repository, '1.2.3')).toThrow('"repository" in package.json');
});
