/**
 * How sure an attribution is. `exact` and `sole` are never wrong; `likely` may be, rarely; `candidates` names several,
 * one of which it is; `none` names no token, though perhaps the user.
 */
export type Level = 'exact' | 'sole' | 'likely' | 'candidates' | 'none';

/** Who made a failed request, how sure that is, and why. */
export interface Attribution {
    level: Level;
    user_ids: string[];
    token_ids: string[];

    /** Sentences, the strongest first. */
    evidence: string[];

    /** The server is still to be asked: until then `none` says nothing. */
    is_awaited?: true;
}
