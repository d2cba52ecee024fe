import {fingerprintOf, secretMark} from '../log/fingerprint.ts';
import {hidePlacedSecrets} from '../log/redact.ts';

import {isAddress} from './address.ts';

import type {Recognised, Unsure, Word} from './word.ts';

const MARK = /\[secret ([0-9a-f]{8})\]/g;
const FINGERPRINT = /(?<![A-Za-z0-9])[0-9a-f]{64}(?![A-Za-z0-9])/g;
const EMAIL = /(?<![\w.+-])[\w.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g;
const ID = /(?<![A-Za-z0-9])[a-z0-9]{26}(?![A-Za-z0-9])/g;
const ID_LENGTH = 26;
const LONG_LOWER = /[a-z0-9]{26,}/g;
const LONG_WORD = /[A-Za-z0-9]{20,}/g;
const USERNAME = /(?<![\w./+-])@([a-z0-9][a-z0-9._-]{0,63})(?![\w/])/g;
const ADDRESS = /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}(?![\w.])|[0-9a-fA-F:]*:[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/g;

/** What only names the whole channel is nobody's name. */
const groups = new Set(['all', 'here', 'channel']);

/** The name that stands right before a value: `"user_id":"…"`, `user_id=…`, `Token ID: …`, `/users/…`. */
const FIELD = /([A-Za-z][A-Za-z_]*(?: id| ID)?)\\*"?(?:\s*[=:]\s*|%3[Dd])\\*"?\[?$|\/([a-z]+)\/$/;

/**
 * Everything in a text that can be traced, each once. Secrets that stand where only secrets do become fingerprints and go
 * out of the text; a word that may be an id or a secret is `unsure` unless `isKnown` knows it as an id. Never throws.
 */
export function recognise(text: string, isKnown: (id: string) => boolean): Recognised {
    const words = new Map<string, Word>();
    const unsure = new Map<string, Unsure>();
    const add = (word: Word, key: string) => words.has(key) || words.set(key, word);

    // Written by a log that was redacted before it came here.
    for (const [, fingerprint = ''] of text.matchAll(MARK)) {
        add({kind: 'fingerprint', fingerprint}, fingerprint);
    }
    const hidden = text.split('\n').map((line) => hidePlacedSecrets(line, isKnown, (fingerprint, is_token) => {
        words.delete(fingerprint.slice(0, 8));
        add({kind: 'secret', fingerprint, is_token}, fingerprint);
    })).join('\n');
    const rest = hidden.replace(MARK, ' ');
    for (const [fingerprint] of rest.matchAll(FINGERPRINT)) {
        add({kind: 'fingerprint', fingerprint}, fingerprint);
    }
    for (const match of rest.matchAll(ID)) {
        const [id] = match;
        const field = fieldBefore(rest.slice(Math.max(0, match.index - 60), match.index));
        if (isKnown(id)) {
            add({kind: 'id', id, field}, id);
        } else if (!unsure.has(id)) {
            unsure.set(id, {value: id, field});
        }
    }

    // With something in their place that no name begins after.
    addPlainWords(rest.replace(FINGERPRINT, '/').replace(ID, '/'), add);
    return {text: hidden, words: [...words.values()], unsure: [...unsure.values()]};
}

/** `recognised` once the person said which of the unsure words are secrets; those go out of the text. The others are ids. */
export function settle(recognised: Recognised, secrets: ReadonlySet<string>): Recognised & {unsure: []} {
    const said = recognised.unsure.map(({value, field}): Word => (secrets.has(value) ?
        {kind: 'secret', fingerprint: fingerprintOf(value), is_token: true} :
        {kind: 'id', id: value, field}));
    return {text: recognised.text.replace(LONG_LOWER, (run) => withoutSecrets(run, secrets)), words: [...recognised.words, ...said], unsure: []};
}

// Inside longer words too, and in one walk: of a megabyte of ids all may be said to be secrets.
function withoutSecrets(run: string, secrets: ReadonlySet<string>): string {
    let [text, from] = ['', 0];
    for (let at = 0; at + ID_LENGTH <= run.length; at++) {
        const word = run.slice(at, at + ID_LENGTH);
        if (secrets.has(word)) {
            text += run.slice(from, at) + secretMark(fingerprintOf(word));
            from = at + ID_LENGTH;
            at = from - 1;
        }
    }
    return text + run.slice(from);
}

function addPlainWords(rest: string, add: (word: Word, key: string) => void): void {
    const bare = rest.trim();
    const addFragment = (length: number) => add({kind: 'fragment', length}, `fragment ${length}`);

    /** Adds a name, unless it may hold a secret. */
    const addName = (word: Word, key: string, suspicious: string | undefined) => (suspicious ? addFragment(suspicious.length) : add(word, key));

    const withoutEmails = rest.replace(EMAIL, (email) => {
        const [local = '', domain = ''] = email.split('@');
        addName({kind: 'email', email: email.toLowerCase()}, email.toLowerCase(), suspiciousIn(local) ?? suspiciousInDomain(domain));
        return ' ';
    });
    for (const [, name = ''] of withoutEmails.matchAll(USERNAME)) {
        const username = name.replace(/[._-]+$/, '');
        if (!groups.has(username)) {
            addName({kind: 'username', username}, `@${username}`, suspiciousIn(username));
        }
    }
    for (const [found] of rest.matchAll(ADDRESS)) {
        const address = found.replace(/[.:]$/, (end) => (found.endsWith('::') ? end : ''));
        if (isAddress(address)) {
            add({kind: 'address', address}, address);
        }
    }
    for (const [piece] of withoutEmails.matchAll(LONG_WORD)) {
        if (/\d/.test(piece)) {
            addFragment(piece.length);
        }
    }

    // A name alone needs no @; anything with a capital is no name.
    if ((/^[a-z][a-z0-9._-]{1,63}$/).test(bare)) {
        addName({kind: 'username', username: bare}, `@${bare}`, suspiciousIn(bare));
    }
}

/** What in a name may be a secret or most of one. Most names have no digit, and of 20 characters of a secret hardly any have none. */
function suspiciousIn(name: string): string | undefined {
    return name.match(LONG_WORD)?.find((run) => run.length >= ID_LENGTH || (/\d/).test(run));
}

/** The same of a domain, where long words are common: only what is long enough for a whole secret, and holds a digit as good as every one does. */
function suspiciousInDomain(domain: string): string | undefined {
    return domain.match(LONG_WORD)?.find((run) => run.length >= ID_LENGTH && (/\d/).test(run));
}

function fieldBefore(text: string): string {
    const [, name, segment] = FIELD.exec(text) ?? [];
    return (name ?? segment ?? '').toLowerCase().replace(' ', '_');
}
