import {fingerprintOf, secretMark} from './fingerprint.ts';
import {parseLine} from './parse_line.ts';
import {takeSecret, takeThrottleKey} from './take_secret.ts';

// Values that stand where only a secret stands, quoted, in a list, JSON-escaped or percent-encoded. A quoted one reaches to
// its closing quote, which is escaped as the opening one is. What is hidden already is left as it is.
const positions: readonly RegExp[] = [
    /(?<before>(?:[Tt]oken|MMAUTHTOKEN|[Ss]ecret|[Pp]assword)\\*"?\s*[=:]\s*(?:\[\s*)?(?<quote>\\*"))(?<value>(?:(?!(?<!\\)\k<quote>)[\s\S])+)/g,
    /(?<before>(?:access_token|[Tt]oken|MMAUTHTOKEN|MMCSRF|MMCLOUDTOKEN|csrf|[Ss]ecret|[Pp]assword)\\*"?(?:\s*[=:]\s*|%3[Dd]|%22%3[Aa]%22)(?!(?:\[\s*)?\\*"?\[secret )(?:\[\s*)?\\*"?)(?<value>[^\s"\\,;&<>[\]][^\s"\\,;&<>]*)/g,
    /(?<before>(?:[Bb]earer|BEARER)(?:\s+|%20|\+))(?<value>[^\s"\\,;&<>]+)/g,
    /(?<before>(?:[Aa]uthorization|AUTHORIZATION)\\*"?\s*[:=]\s*(?:\[\s*)?\\*"?(?:[Tt]oken|[Bb]asic|[Dd]igest)\s+)(?<value>[^\s"\\,;&<>]+)/g,
    /(?<before>(?<![A-Za-z])key\\*"?[=:]\\*"?)(?<value>[a-z0-9]{26}[^\s"\\]*)/g,
    /(?<before>\/hooks\/|\/teams\/invite\/)(?<value>[a-z0-9]{26})(?![a-z0-9])/g,
];

// Where several stand in a list, as a header's values are logged, each of them goes.
const list = /(?<=(?:[Tt]oken|MMAUTHTOKEN|[Ss]ecret|[Pp]assword)\\*"?\s*[=:]\s*)\[[^\]]{0,2000}\]/g;
const listed = /(?<before>\\*")(?<value>(?:(?!(?<!\\)\k<before>)[\s\S])+)(?<after>\k<before>)/g;

// Ids stand behind a name or a path segment that says whose they are; anything else of this shape may be a secret.
const bareId = /(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{2}))[a-z0-9]{26}(?![A-Za-z0-9])/g;
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

/** Hears of each secret that is hidden; `isToken` when it has the form of a token's or a session's. */
type OnSecret = (fingerprint: string, isToken: boolean) => void;

/** A line or a text without the secrets that stand where only secrets do; known ids, and bare words that may be ids, stay. */
export function hidePlacedSecrets(text: string, isKnownId: (id: string) => boolean, onSecret: OnSecret): string {
    return hidePositions(hideWhatClientSent(text, onSecret), onSecret, isKnownId);
}

// None of the positions is without one of these; asking for them first is much faster.
const hints = ['oken', 'OKEN', 'earer', 'EARER', 'uthorization', 'UTHORIZATION', 'MMCSRF', 'csrf', 'ecret', 'assword', 'key', '/hooks/', '/invite/'];

function hidePositions(text: string, onSecret: OnSecret = () => undefined, isKnownId: (id: string) => boolean = () => false): string {
    if (!hints.some((hint) => text.includes(hint))) {
        return text;
    }
    const hideMatch = (whole: string, ...captured: unknown[]) => {
        const {before = '', value = '', after = ''} = captured.at(-1) as Record<string, string>;
        return value.startsWith('[secret') || (/^(?:null|true|false)$/).test(value) || isKnownId(value) ? whole : before + hide(value, onSecret) + after;
    };
    return positions.reduce((redacted, position) => redacted.replace(position, hideMatch), text.replace(list, (values) => values.replace(listed, hideMatch)));
}

function hide(secret: string, onSecret: OnSecret): string {
    const fingerprint = fingerprintOf(secret);
    onSecret(fingerprint, (/^[a-z0-9]{26}$/).test(secret));
    return secretMark(fingerprint);
}

// The server's own lines hold up to 50 characters of anything that a client sent: only their structure tells where it ends.
function hideWhatClientSent(text: string, onSecret: OnSecret = () => undefined): string {
    const parsed = text.includes('oken=') || text.includes('throttling') ? parseLine(text) : undefined;
    const {error, key} = parsed?.kind === 'log' ? parsed.line.fields : {};
    const secret = typeof error === 'string' ? takeSecret(error) : typeof key === 'string' ? takeThrottleKey(key) : null;
    if (!secret) {
        // A line that broke off: where the credential ends cannot be told, so all that follows goes.
        return parsed ? text : text.replace(/((?:Invalid session|login again\.,|query string\.,) token=)(?![a-z0-9]{26}(?![a-z0-9]))[\s\S]*$/, '$1[unreadable]');
    }

    // As it is, and as JSON in a line, and that line as JSON in Docker's.
    const once = JSON.stringify(secret).slice(1, -1);
    return without(text, [JSON.stringify(once).slice(1, -1), once, secret], hide(secret, onSecret));
}

// What was put in is not looked through again: a secret of one letter stands in every mark.
function without(text: string, [spelling, ...others]: readonly string[], mark: string): string {
    return spelling === undefined ? text : text.split(spelling).map((part) => without(part, others, mark)).join(mark);
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
