import {fingerprintOf} from './fingerprint.ts';

const positions = /(?:(?:access_token|[Tt]oken|MMAUTHTOKEN|MMCSRF)\\*"?(?:\s*[=:]\s*|%3[Dd])\\*"?|[Bb](?:earer|EARER)(?:\s+|%20))([a-z0-9]{26})(?![a-z0-9])/g;

// Looking for these first is ten times as fast as the expression.
const hints = ['oken', 'OKEN', 'earer', 'EARER', 'MMCSRF'];

/** Fingerprints of the secrets that stand in a line where only secrets do; for counting what a log leaks. */
export function secretsIn(text: string): string[] {
    if (!hints.some((hint) => text.includes(hint))) {
        return [];
    }
    return [...new Set(Array.from(text.matchAll(positions), (match) => match[1] ?? ''))].filter(Boolean).map(fingerprintOf);
}
