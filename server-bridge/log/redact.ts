import {fingerprintOf, secretMark} from './fingerprint.ts';
import {takeSecret} from './take_secret.ts';

// Values that stand where only a secret stands, quoted, JSON-escaped or percent-encoded. The value is the last group.
const positions: readonly RegExp[] = [
    /(\b(?:access_token|token|Token|MMAUTHTOKEN|MMCSRF|MMCLOUDTOKEN|csrf|secret|password)\\*"?(?:\s*[=:]\s*|%3[Dd]|%22%3[Aa]%22)\\*"?)([^\s"\\,;&<>]+)/g,
    /(\b(?:[Bb]earer|BEARER)(?:\s+|%20|\+))([^\s"\\,;&<>]+)/g,
    /(\b(?:[Aa]uthorization|AUTHORIZATION)\\*"?\s*[:=]\s*\\*"?(?:[Tt]oken|[Bb]asic)\s+)([^\s"\\,;&<>]+)/g,
    /(\bkey\\*"?[=:]\\*"?)([a-z0-9]{26}[^\s"\\]*)/g,
    /(\/hooks\/|\/teams\/invite\/)([a-z0-9]{26})(?![a-z0-9])/g,
    /(\bcsrf\\*"?:\\*"?)([a-z0-9]{26})/g,
];

// Ids stand behind a name or a path segment that says whose they are; anything else of this shape may be a secret.
const bareId = /(?<![A-Za-z0-9])[a-z0-9]{26}(?![A-Za-z0-9])/g;
const namedId = /(?:(?:_id|Id|_ids|ID|"id|\bid|userId|by|actor|user|channel|team|post)\\*"?(?:\s*[=:]\s*|%3[Dd])\s*\\*"?\[?|\/)$/;
const tokenId = /\btoken_id\\*"?(?:\s*[=:]\s*)\\*"?$/;

/** Whether a fingerprint is a secret's that the same log showed elsewhere. */
export type IsSecret = (fingerprint: string) => boolean;

/**
 * A log line, or any text out of a log, as it may be shown: secrets become `[secret 932d320c]`, the first digits of
 * their fingerprint. `isKnownTokenId` keeps token ids readable; without it a `token_id` may be an invitation's secret
 * and goes as well. `isSecret` knows the secrets of the whole log, wherever they stand here.
 */
export function redact(text: string, isKnownTokenId: (id: string) => boolean = () => false, isSecret: IsSecret = () => false): string {
    return hidePositions(hideWhatClientSent(text)).replace(bareId, (id, offset: number, all: string) => {
        const before = all.slice(Math.max(0, offset - 40), offset);
        if (isKnownTokenId(id)) {
            return id;
        }
        const fingerprint = fingerprintOf(id);
        const isNamed = namedId.test(before) && !tokenId.test(before);
        return isNamed && !isSecret(fingerprint) ? id : secretMark(fingerprint);
    });
}

function hidePositions(text: string): string {
    return positions.reduce((redacted, position) => redacted.replace(position, (whole, before: string, value: string) => (
        value.startsWith('[secret') || (/^(?:null|true|false)$/).test(value) ? whole : before + secretMark(fingerprintOf(value))
    )), text);
}

// The server's own lines hold up to 50 characters of anything that a client sent.
function hideWhatClientSent(text: string): string {
    if (!text.includes('token=')) {
        return text;
    }
    const secret = takeSecret(text.replace(/(?:\\*"\}?|\s)+(?:\\n)?(?:",.*)?$/s, ''));
    return secret && secret.length <= 60 && !secret.startsWith('[secret') ? text.split(secret).join(secretMark(fingerprintOf(secret))) : text;
}

/** A request's path without its query, and without what in it can only be a secret (hooks, invitations); null when empty. */
export function safePath(path: string): string | null {
    const bare = path.split(/[?#]/, 1)[0]?.slice(0, 500) ?? '';
    return bare === '' ? null : hidePositions(bare);
}

/** `path` once more when the whole log was read: ids in it that turned out to be secrets go. */
export function hideSecretsInPath(path: string | null, isSecret: IsSecret): string | null {
    return path && path.replace(bareId, (id) => (isSecret(fingerprintOf(id)) ? secretMark(fingerprintOf(id)) : id));
}
