import React from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {InputErrorKind} from '../../../server-bridge/log/input_error.ts';
import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';
import type {LogProblem} from './log_snapshot.ts';

const inputs = defineMessages({
    damaged: {id: 'token_audit.logs.problem.damaged', defaultMessage: 'The file is damaged and cannot be unpacked. Copy it again, or unpack it and choose the log inside.'},
    too_large: {id: 'token_audit.logs.problem.too_large', defaultMessage: 'It unpacks to far more than any log does, so it was not read to its end. Unpack it yourself and choose the log inside.'},
    no_log: {id: 'token_audit.logs.problem.no_log', defaultMessage: 'There is no log in this archive. Choose one with a mattermost.log or audit.log in it.'},
    changed: {id: 'token_audit.logs.problem.changed', defaultMessage: 'It is no longer what was read: it was rotated or written anew meanwhile. Read it again.'},
} satisfies Record<InputErrorKind, {id: string; defaultMessage: string}>);

const others = defineMessages({
    unreadable: {id: 'token_audit.logs.problem.unreadable', defaultMessage: 'It could not be read. If it is a file, choose it again: it may have changed or moved.'},
    worker: {id: 'token_audit.logs.problem.worker', defaultMessage: 'The part of the page that reads logs stopped. Reload the browser tab, then try again; if it stops again, choose a smaller file.'},
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
        const {kind} = problem.error;
        return rests[kind] ? <FormattedMessage {...rests[kind]}/> : <RestErrorMessage kind={kind}/>;
    }
    case 'input':
        return <FormattedMessage {...(isInputKind(problem.input) ? inputs[problem.input] : others.unreadable)}/>;
    default:
        return <FormattedMessage {...(problem ? others.worker : others.unreadable)}/>;
    }
}

function isInputKind(kind: string): kind is InputErrorKind {
    return Object.hasOwn(inputs, kind);
}
