import {createWriteStream} from 'node:fs';
import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {pipeline} from 'node:stream/promises';
import {fileURLToPath} from 'node:url';

const corpora = path.join(path.dirname(fileURLToPath(import.meta.url)), '../logs');
const alphabet = 'ybndrfg8ejkmcpqxot1uwisza345h769';

/** Every failing line is written this often, other lines fill up: 1% of the lines tell of a failed request. */
const FAILING_SHARE = 0.01;
const LINES_PER_BLOCK = 5000;

type Corpus = 'dev-json' | 'dev-plain';

/** Random numbers with a seed (mulberry32): every run gets the same. */
export function randomOf(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state + 0x6D2B79F5) | 0;
        let t = Math.imul(state ^ (state >>> 15), 1 | state);
        t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
}

/** An id of the server's shape. */
export function randomId(random: () => number): string {
    return Array.from({length: 26}, () => alphabet[Math.floor(random() * 32)]).join('');
}

/** Writes a log of at least `bytes` to `file`, as `logBlocks` makes it up. */
export async function makeLog(file: string, bytes: number, corpus?: Corpus): Promise<void> {
    await pipeline(textOf(logBlocks(bytes, corpus)), createWriteStream(file));
}

async function* textOf(blocks: AsyncIterable<string[]>): AsyncGenerator<string> {
    for await (const lines of blocks) {
        yield `${lines.join('\n')}\n`;
    }
}

/**
 * A log of at least `bytes` in blocks of lines, made by repeating a corpus with fresh ids, 1% of its lines failing. Every
 * block draws its ids anew, and an id that stands in two lines of one block does so in the copy.
 */
export async function* logBlocks(bytes: number, corpus: Corpus = 'dev-json'): AsyncGenerator<string[]> {
    const lines = (await readFile(path.join(corpora, corpus, 'mattermost.log'), 'utf8')).split('\n').filter(Boolean);
    const isFailing = (line: string) => (/Invalid session|http_code|status_code"?[:=]"?[45]/).test(line);
    const failing = lines.filter(isFailing);
    const others = lines.filter((line) => !isFailing(line));
    const random = randomOf(6);
    let ids = new Map<string, string>();
    const fresh = (line: string) => line.replace(/(?<![a-z0-9])[a-z0-9]{26}(?![a-z0-9])/g, (id) => {
        const copy = ids.get(id) ?? randomId(random);
        ids.set(id, copy);
        return copy;
    });
    let [written, count, failed] = [0, 0, 0];
    while (written < bytes) {
        const block: string[] = [];
        for (let i = 0; i < LINES_PER_BLOCK; i++, count++) {
            const isNext = failed < count * FAILING_SHARE;
            const line = fresh((isNext ? failing[failed % failing.length] : others[count % others.length]) ?? '');
            failed += Number(isNext);
            written += line.length + 1;
            block.push(line);
        }
        ids = new Map();
        yield block;
    }
}
