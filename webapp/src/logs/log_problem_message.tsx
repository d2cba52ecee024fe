import React from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {InputErrorKind} from '../../../server-bridge/log/input_error.ts';
import type {LokiErrorKind} from '../../../server-bridge/log_sources/loki_error.ts';
import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';
import type {LogProblem} from './log_snapshot.ts';

const inputs = defineMessages({
    damaged: {id: 'token_audit.logs.problem.damaged', defaultMessage: 'The file is damaged and cannot be unpacked. Copy it again, or unpack it and choose the log inside.'},
    too_large: {id: 'token_audit.logs.problem.too_large', defaultMessage: 'It unpacks to far more than any log does, so it was not read to its end. Unpack it yourself and choose the log inside.'},
    no_log: {id: 'token_audit.logs.problem.no_log', defaultMessage: 'There is no log in this archive. Choose one with a mattermost.log or audit.log in it.'},
    unreadable: {id: 'token_audit.logs.problem.unreadable', defaultMessage: 'It could not be read. If it is a file, choose it again: it may have changed or moved.'},
    changed: {id: 'token_audit.logs.problem.changed', defaultMessage: 'It is no longer what was read: it was rotated or written anew meanwhile. Read it again.'},
    not_kept: {id: 'token_audit.logs.problem.not_kept', defaultMessage: 'Loki and the nodes of a cluster hand out single lines, without those around them. Look for the request id there to see them.'},
} satisfies Record<InputErrorKind, {id: string; defaultMessage: string}>);

const others = defineMessages({
    misplaced: {id: 'token_audit.logs.problem.misplaced', defaultMessage: 'The server may not read its own log file, which lies outside the folder it allows for logs. Set MM_LOG_PATH to that folder in the server’s environment and restart it. Until then a log file can still be dropped here.'},
    worker: {id: 'token_audit.logs.problem.worker', defaultMessage: 'The part of the page that reads logs stopped. Reload the browser tab, then try again; if it stops again, choose a smaller file.'},
});

/** Since 11.5 or so the server reads log files below one folder only, and answers 403 for one elsewhere. */
const MISPLACED = 'api.admin.file_read_error';

/** What keeps this page from Loki, in the words of whoever runs the two. */
const lokis = defineMessages({
    network: {id: 'token_audit.loki.problem.network', defaultMessage: 'Loki did not answer this page. Either it cannot be reached from your browser, or it does not let pages of {origin} ask: publish it below this server’s own address, or have the proxy before it allow that origin (CORS). How is said in docs/log-sources.md; the address stands in the plugin’s settings.'},
    timeout: {id: 'token_audit.loki.problem.timeout', defaultMessage: 'Loki did not answer in time. Read a shorter time, or try again later.'},
    unauthorized: {id: 'token_audit.loki.problem.unauthorized', defaultMessage: 'Loki, or the proxy before it, refuses you. This page sends no credentials but those the browser has for the address in the plugin’s settings; a Loki with several tenants needs “Tenant in Loki” set.'},
    not_found: {id: 'token_audit.loki.problem.not_found', defaultMessage: 'There is no Loki at the address in the plugin’s settings: /loki/api/v1/… below it has to lead there.'},
    rate_limited: {id: 'token_audit.loki.problem.rate_limited', defaultMessage: 'Loki has too much to do. Read a shorter time, or try again later.'},
    limit_too_high: {id: 'token_audit.loki.problem.limit', defaultMessage: 'Loki’s limits let too little through to read this time. Read a shorter one.'},
    rejected: {id: 'token_audit.loki.problem.rejected', defaultMessage: 'Loki rejects the query. Look at “Streams in Loki” in the plugin’s settings; Loki 3 or later is needed.'},
    malformed: {id: 'token_audit.loki.problem.malformed', defaultMessage: 'What answers at the address in the plugin’s settings is no Loki. Correct the address, or let the proxy there pass /loki/api/v1/… on.'},
    server: {id: 'token_audit.loki.problem.server', defaultMessage: 'Loki failed. Its own log says why.'},
});

/** What the answers of the log's own routes mean beyond what they say elsewhere. */
const rests: Partial<Record<RestErrorKind, {id: string; defaultMessage: string}>> = defineMessages({
    forbidden: {id: 'token_audit.logs.problem.forbidden', defaultMessage: 'Your account may not read the server’s log: it lacks the right (permission get_logs), or the server keeps it from system admins (ExperimentalSettings.RestrictSystemAdmin). A log file from the server can still be dropped here.'},
    server: {id: 'token_audit.logs.problem.server', defaultMessage: 'The server could not hand out its log. It may write none (Environment → Logging → Output logs to file), or not find it. A log file can still be dropped here.'},
    not_found: {id: 'token_audit.logs.problem.not_found', defaultMessage: 'This server cannot hand out its log. A log file can still be dropped here.'},
});

/** Why a log could not be read, with the way out. */
export function LogProblemMessage({problem}: {problem: LogProblem | undefined}) {
    switch (problem?.kind) {
    case 'rest': {
        const {kind, server_error_id} = problem.error;
        if (server_error_id === MISPLACED) {
            return <FormattedMessage {...others.misplaced}/>;
        }
        return rests[kind] ? <FormattedMessage {...rests[kind]}/> : <RestErrorMessage kind={kind}/>;
    }
    case 'loki':
        return (
            <FormattedMessage
                {...lokiMessageOf(problem.loki)}
                values={{origin: window.location.origin}}
            />
        );
    case 'input':
        return <FormattedMessage {...(isInputKind(problem.input) ? inputs[problem.input] : inputs.unreadable)}/>;
    default:
        return <FormattedMessage {...(problem ? others.worker : inputs.unreadable)}/>;
    }
}

function lokiMessageOf(kind: LokiErrorKind) {
    return kind === 'range_too_large' || kind === 'answer_too_large' ? lokis.limit_too_high : lokis[kind];
}

function isInputKind(kind: string): kind is InputErrorKind {
    return Object.hasOwn(inputs, kind);
}
