import type {Owner} from '../owners/owner.ts';
import type {RestClient} from '../rest/rest_client.ts';
import type {RestErrorKind} from '../rest/rest_error.ts';
import type {sleep} from '../rest/sleep.ts';
import type {BulkSettings} from './bulk_settings.ts';
import type {PlannedToken} from './dry_run.ts';
import type {Journal, JournalRun} from './journal.ts';
import type {RecordPosting} from './post_record.ts';
import type {BulkResult} from './run_bulk.ts';
import type {ControlState} from './run_control.ts';
import type {Delivery} from './tell_owners.ts';
import type {TokenAction} from './token_action.ts';

/** What is run: the confirmed plan with who, why and whether owners are told. */
export interface BulkRunSpec {

    /** Twelve characters of a-z and 0-9, see `newRunId`. */
    id: string;
    action: TokenAction;
    tokens: readonly PlannedToken[];
    unchanged: number;
    by: {id: string; username: string};
    reason: string;
    tell: boolean;

    /** Ms since 1970. */
    started_at: number;
}

export interface BulkRunTools {
    client: RestClient;
    settings: BulkSettings;

    /** How many tokens the server has, about. */
    total: number;
    journal?: Journal;
    ownerOf: (userId: string) => Owner | undefined;
    now?: () => number;
    sleep?: typeof sleep;
}

export interface BulkRunState {
    phase: 'changing' | 'reading_back' | 'noting' | 'telling' | 'recording' | 'finished';
    done: number;
    total: number;
    control: ControlState;

    /** `lost` = the storage failed: the run goes on but could not be continued after a reload. */
    journal: 'kept' | 'lost';

    /** From when the changes are read back. */
    result: BulkResult | undefined;
    deliveries: readonly Delivery[];

    /** Owners of changed tokens whose turn to be told has not come, where the run was stopped meanwhile or `telling_failed`. */
    untold: number;

    /** Why nobody could be told: the owners could not be read. */
    telling_failed: RestErrorKind | undefined;
    record: RecordPosting | undefined;

    /** How many deactivated tokens are missing from the quarantine list: it was full, or could not be written. */
    not_noted: number;
}

/** A new run's id; `random` gives numbers from 0 to 1. */
export function newRunId(random: () => number = Math.random): string {
    return Array.from({length: 12}, () => Math.floor(random() * 36).toString(36)).join('');
}

/** What a run was, out of the journal. `described` knows the tokens that are still there. */
export function specOf(run: JournalRun, described: (tokenId: string) => string): BulkRunSpec {
    const {id, action, unchanged, by, reason, tell, started_at} = run;
    return {id, action, unchanged, by, reason, tell, started_at, tokens: run.tokens.map(([token, user]) => ({id: token, user_id: user, description: described(token)}))};
}
