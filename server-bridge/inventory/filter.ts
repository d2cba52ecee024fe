import * as v from 'valibot';

import {ruleIds, severities} from '../findings/finding.ts';

import type {Owner} from '../owners/owner.ts';

export const ownerKinds = ['person', 'bot', 'guest', 'admin', 'deactivated'] as const;
export type OwnerKind = typeof ownerKinds[number];

/** Whether a token has sessions, which are its only sign of use; `unknown` while they were not asked for. */
export const sessionStates = ['some', 'none', 'unknown'] as const;
export type SessionState = typeof sessionStates[number];

const list = <const T extends readonly string[]>(options: T) => v.optional(v.fallback(v.array(v.picklist(options)), []), []);
const time = v.optional(v.fallback(v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), undefined));

const filterSchema = v.object({
    text: v.optional(v.fallback(v.string(), ''), ''),
    state: list(['active', 'inactive']),
    owner: list(ownerKinds),
    finding: list(ruleIds),
    severity: list(severities),
    sessions: list(sessionStates),
    seen_before: time,
    seen_after: time,
    created_before: time,
    created_after: time,
});

/**
 * Which tokens are wanted. Within a field any value will do, all fields together must; an empty field asks nothing.
 * Times are ms since 1970; a token whose time is not known, or that has no session, is in no span of time.
 */
export type Filter = v.InferOutput<typeof filterSchema>;

/** By field: its values, or what it takes. */
export const filterFields: Readonly<Record<keyof Filter, readonly string[] | 'text' | 'time'>> = {
    text: 'text',
    state: ['active', 'inactive'],
    owner: ownerKinds,
    finding: ruleIds,
    severity: severities,
    sessions: sessionStates,
    seen_before: 'time',
    seen_after: 'time',
    created_before: 'time',
    created_after: 'time',
};

export const noFilter: Filter = parseFilter({});

/** A filter out of anything: what is no filter's field, or no value of it, is left out. */
export function parseFilter(value: unknown): Filter {
    const result = v.safeParse(filterSchema, value);
    return result.success ? result.output : v.parse(filterSchema, {});
}

/** The filter as a query string without "?", empty fields left out. Nothing unknown may be in `text`: see isShareable. */
export function toQueryString(filter: Filter): string {
    const params = new URLSearchParams();
    for (const [field, value] of Object.entries(filter)) {
        const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
        if (text.trim() !== '') {
            params.set(field, text);
        }
    }
    return params.toString();
}

/** The filter in a query string; what it does not know is left out. */
export function fromQueryString(search: string): Filter {
    const params = new URLSearchParams(search);
    const listed = (field: string) => params.get(field)?.split(',') ?? [];
    const known = <T extends string>(options: readonly T[], field: string) => options.filter((option) => listed(field).includes(option));
    const ms = (field: string) => (/^\d{1,15}$/.test(params.get(field) ?? '') ? Number(params.get(field)) : undefined);
    return {
        text: params.get('text') ?? '',
        state: known(['active', 'inactive'], 'state'),
        owner: known(ownerKinds, 'owner'),
        finding: known(ruleIds, 'finding'),
        severity: known(severities, 'severity'),
        sessions: known(sessionStates, 'sessions'),
        seen_before: ms('seen_before'),
        seen_after: ms('seen_after'),
        created_before: ms('created_before'),
        created_after: ms('created_after'),
    };
}

/**
 * Whether `text` may go into a URL, which servers and proxies log. A secret looks like an id: of 26 letters and digits
 * in a row only those that `isKnown` says are an id of something that is loaded may.
 */
export function isShareable(text: string, isKnown: (id: string) => boolean): boolean {
    return (text.match(/[a-z0-9]{20,}/gi) ?? []).every((word) => isKnown(word.toLowerCase()));
}

export function isEmpty(filter: Filter): boolean {
    return toQueryString(filter) === '';
}

/** What an owner is; several at once are possible. An owner who is not known is none of them. */
export function kindsOf(owner: Owner | undefined): OwnerKind[] {
    if (!owner) {
        return [];
    }
    const guest = owner.roles.includes('system_guest');
    return [
        ...owner.is_bot ? ['bot' as const] : [],
        ...guest ? ['guest' as const] : [],
        ...owner.roles.includes('system_admin') ? ['admin' as const] : [],
        ...owner.delete_at > 0 ? ['deactivated' as const] : [],
        ...!owner.is_bot && !guest ? ['person' as const] : [],
    ];
}
