import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';

import {parse, TYPE} from '@formatjs/icu-messageformat-parser';

import type {MessageFormatElement} from '@formatjs/icu-messageformat-parser';

type Texts = Record<string, string>;

const folder = path.join(import.meta.dirname, '../webapp/i18n');

/**
 * What keeps a translation from standing in for the source, as "id: why" lines in the source's order; empty when nothing.
 * Stricter than `formatjs verify`, which takes any style and any option, and does not take one variable as both date and time.
 */
export function translationProblems(source: Texts, translation: Texts): string[] {
    return [
        ...Object.entries(source).flatMap(([id, text]) => {
            const translated = translation[id];
            return translated === undefined ? [`${id}: is not translated`] : textProblems(text, translated).map((why) => `${id}: ${why}`);
        }),
        ...Object.keys(translation).filter((id) => !(id in source)).map((id) => `${id}: is not in the source`),
    ];
}

function textProblems(text: string, translated: string): string[] {
    if (translated.trim() === '') {
        return text.trim() === '' ? [] : ['is empty'];
    }
    let found: Set<string>;
    try {
        found = placeholders(parse(translated));
    } catch (error) {
        return [`cannot be read as a message (${(error as Error).message})`];
    }
    const wanted = placeholders(parse(text));
    return [
        ...[...wanted].filter((placeholder) => !found.has(placeholder)).map((placeholder) => `lacks ${placeholder}`),
        ...[...found].filter((placeholder) => !wanted.has(placeholder)).map((placeholder) => `has ${placeholder}, which the source has not`),
    ];
}

/** Every placeholder of a message, once, with its kind and style. Plural categories are left out: each language has its own. */
function placeholders(elements: MessageFormatElement[], found = new Set<string>()): Set<string> {
    for (const element of elements) {
        switch (element.type) {
        case TYPE.argument:
            found.add(`{${element.value}}`);
            break;
        case TYPE.number:
        case TYPE.date:
        case TYPE.time: {
            const style = typeof element.style === 'string' ? element.style : JSON.stringify(element.style ?? '');
            found.add(`{${element.value}, ${TYPE[element.type]}, ${style}}`);
            break;
        }
        case TYPE.plural: {
            const exact = Object.keys(element.options).filter((option) => option.startsWith('='));
            found.add(`{${[element.value, element.pluralType, ...exact.sort()].join(', ')}}`);
            Object.values(element.options).forEach(({value}) => placeholders(value, found));
            break;
        }
        case TYPE.select:
            found.add(`{${[element.value, 'select', ...Object.keys(element.options).sort()].join(', ')}}`);
            Object.values(element.options).forEach(({value}) => placeholders(value, found));
            break;
        case TYPE.tag:
            found.add(`<${element.value}>`);
            placeholders(element.children, found);
            break;
        case TYPE.literal:
        case TYPE.pound:
        }
    }
    return found;
}

async function read(name: string): Promise<Texts> {
    return JSON.parse(await readFile(path.join(folder, name), 'utf8')) as Texts;
}

/** Part of `npm run i18n-check`: every translation beside en.json must say all that it says, and nothing more. */
async function check(): Promise<void> {
    const source = await read('en.json');
    for (const name of (await readdir(folder)).filter((file) => file !== 'en.json').sort()) {
        for (const problem of translationProblems(source, await read(name))) {
            console.error(`webapp/i18n/${name}: ${problem}`);
            process.exitCode = 1;
        }
    }
}

if (process.argv[1] === import.meta.filename) {
    await check();
}
