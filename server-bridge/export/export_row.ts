import type {RuleId} from '../findings/finding.ts';

/**
 * One token as an export holds it. Times are ms since 1970. A field that is missing was not known when it was made.
 * There is no field for a secret, and none of these can hold one.
 */
export interface ExportRow {
    id: string;
    user_id: string;

    /** Missing when the server knows no such user. */
    username?: string;
    description: string;
    is_active: boolean;

    /** When it was seen in use, at least; null = it has no session. */
    last_seen?: number | null;
    created_at?: number;

    /** User id of who created it. */
    created_by?: string;

    /** 0 = never. */
    expires_at?: number;

    /** Rules that found something dangerous. */
    findings: readonly RuleId[];

    /** Rules that could not be judged for want of data; without it, a later comparison takes their findings for new. */
    unjudged?: readonly RuleId[];
}

/** What an export says of itself. */
export interface ExportInfo {

    /** Ms since 1970. */
    exported_at: number;

    /** The server's address. */
    server: string;

    /** Whether the list behind it was proven to hold every token of the server. */
    complete: boolean;

    /** The filter whose rows these are, as in the page's URL; empty = every token. */
    filter: Readonly<Record<string, string>>;
}
