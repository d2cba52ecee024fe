import {readdir, utimes} from 'node:fs/promises';
import path from 'node:path';

import {expect, test} from 'vitest';

import {bundle, checksum} from './bundle.ts';
import {readSbom, thirdPartyNotices} from './third_party.ts';

const built = path.join(import.meta.dirname, '../webapp/dist');

test('the same files make the same bundle, whenever they were built', async () => {
    const first = await checksum(await bundle());
    for (const name of await readdir(built)) {
        await utimes(path.join(built, name), 1, 1);
    }
    expect(await checksum(await bundle())).toBe(first);
});

test('the bill of materials names what ships, and says nothing of when and where it was made', async () => {
    const timestamp = '2026-01-01T00:00:00.000Z';
    const sbom = await readSbom('token-audit', timestamp);
    expect(sbom.components.map(({name}) => name)).toEqual(expect.arrayContaining(['@mattermost/client', '@tanstack/virtual-core', 'valibot']));
    expect(sbom.components.map(({name}) => name)).not.toContain('react');
    expect(sbom).toEqual(await readSbom('token-audit', timestamp));
});

test('the notices hold the text of every licence', async () => {
    const notices = await thirdPartyNotices();
    const {components} = await readSbom('token-audit', '');
    for (const {name} of components) {
        expect(notices).toContain(`\n${name} `);
    }
    expect(notices.match(/WITHOUT WARRANT/gi)?.length).toBeGreaterThanOrEqual(components.length);
});
