import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';

import {parse, TYPE} from '@formatjs/icu-messageformat-parser';
import {expect, test} from 'vitest';

import plugin from '../plugin.json';
import english from '../webapp/i18n/en.json';

import type {MessageFormatElement} from '@formatjs/icu-messageformat-parser';

const root = path.join(import.meta.dirname, '..');
const files = (pattern: string) => execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', pattern], {cwd: root, encoding: 'utf8'}).trim().split('\n');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** A document without its code, in which brackets, stars and quotes mean something else. */
const prose = (file: string) => read(file).replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

const anchors = (file: string) => [...prose(file).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'));

test.each(files('*.md'))('every link in %s leads to a file or heading that is there', (file) => {
    const broken = [...prose(file).matchAll(/\]\(([^)\s]+)\)/g)].
        map(([, link = '']) => link).
        filter((link) => !(/^https?:/).test(link)).
        filter((link) => {
            const [name = '', anchor] = link.split('#');
            const target = name ? path.join(path.dirname(file), name) : file;
            return !existsSync(path.join(root, target)) || (anchor !== undefined && !anchors(target).includes(anchor));
        });
    expect(broken).toEqual([]);
});

/** All that a message can look like, with … for every value. */
function looks(elements: MessageFormatElement[]): string[] {
    const parts = elements.map((element) => {
        switch (element.type) {
        case TYPE.literal:
            return [element.value];
        case TYPE.plural:
        case TYPE.select:
            return Object.values(element.options).flatMap(({value}) => looks(value));
        case TYPE.tag:
            return looks(element.children);
        default:
            return ['…'];
        }
    });
    return parts.reduce((texts, part) => texts.flatMap((text) => part.map((piece) => text + piece)), ['']);
}

// Mattermost's own, as its web app shows them.
const hosts = ['System Console', 'User Management', 'Settings', 'Plugin Preferences', 'Access tokens', 'Users', 'Allow this account to generate personal access tokens', 'Message actions'];
const screen = [...Object.values(english).flatMap((text) => looks(parse(text))), ...hosts].map(withoutValues);
const output = [...files('build/*.ts'), ...files('server-bridge/**/*.ts')].filter((file) => !file.includes('.test.')).
    map((file) => withoutValues(read(file).replace(/\$\{[^}]*\}/g, '…').replaceAll('\\\'', '\''))).join('\n');

function withoutValues(text: string): string {
    return text.replace(/\s+/g, ' ').replace(/@?\b\d[\d.,]*/g, '…');
}

/** The texts that a document quotes: “…” and, for what is clicked, **…**. A quote that ends with " …" is the beginning of a text. */
function quotes(file: string): string[] {
    return [...prose(file).matchAll(/“([^”]+)”|\*\*([^*]+)\*\*/g)].flatMap(([, text, clicked = '']) => (text === undefined ? clicked.split(' → ') : [text])).
        map((text) => withoutValues(text).replace(/ …$/, ''));
}

test.each(['admins', 'support', 'users', 'guide', 'troubleshooting'])('docs/%s.md quotes the product word for word', (name) => {
    const quoted = quotes(`docs/${name}.md`);
    expect(quoted.length).toBeGreaterThan(10);
    expect(quoted.filter((text) => !screen.some((shown) => shown.includes(text)) && !output.includes(text))).toEqual([]);
});

test('the README names every setting with its default', () => {
    const {settings} = plugin.settings_schema;
    const missing = settings.filter(({type}) => type !== 'custom').
        filter(({display_name, default: value}) => !read('README.md').includes(`| ${display_name.replace(/:$/, '')} | ${value ?? ''}`));
    expect(missing).toEqual([]);
});
