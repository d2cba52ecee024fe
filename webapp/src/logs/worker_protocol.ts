import {InputError} from '../../../server-bridge/log/input_error.ts';
import {LokiError} from '../../../server-bridge/log_sources/loki_error.ts';
import {RestError} from '../../../server-bridge/rest/rest_error.ts';

import type {ContextLine, LogFilter} from '../../../server-bridge/log_analysis/log_query.ts';
import type {ChosenLog, LogProblem, LogSnapshot} from './log_snapshot.ts';

/** How the worker reaches the server: as the page, by its cookie. */
export interface Access {

    /** The server's address with its subpath. */
    url: string;

    /** The proof that a request is the page's own, for those that are not GET: a worker sees no cookies. */
    csrf: string;
}

/** What the page asks of the worker. A `call` is answered by one `answer` or `failure` of the same number. */
export type Request =
    | {type: 'access'; access: Access}
    | {type: 'add'; logs: readonly ChosenLog[]}
    | {type: 'cancel'}
    | {type: 'clear'}
    | {type: 'filter'; filter: LogFilter; asked: number}
    | {type: 'follow'; on: boolean}
    | {type: 'visible'; visible: boolean}
    | {type: 'open'; key: string}
    | {type: 'context'; call: number; source: number; line: number}
    | {type: 'export'; call: number; format: 'csv' | 'json'};

/** What of a snapshot the worker knows; the filter is the page's. */
export type WorkerSnapshot = Omit<LogSnapshot, 'filter'>;

/** What the worker tells the page. `asked` is the number of the filter that a view is of. */
export type Told =
    | {type: 'changed'; change: Partial<WorkerSnapshot>; asked: number}
    | {type: 'answer'; call: number; value: ContextLine[] | Blob}
    | {type: 'failure'; call: number; problem: LogProblem};

/** Any thrown value in words that can be sent. */
export function problemOf(error: unknown): LogProblem {
    if (error instanceof RestError) {
        return {kind: 'rest', error: {kind: error.kind, message: error.message, server_error_id: error.server_error_id}};
    }
    if (error instanceof LokiError) {
        return {kind: 'loki', loki: error.kind};
    }
    return error instanceof InputError ? {kind: 'input', input: error.kind} : {kind: 'worker'};
}

/** A problem as something to be thrown. */
export class LogError extends Error {
    override readonly name = 'LogError';

    constructor(readonly problem: LogProblem) {
        super(problem.kind === 'rest' ? problem.error.message : `${problem.kind}${'input' in problem ? ` ${problem.input}` : ''}`);
    }
}
