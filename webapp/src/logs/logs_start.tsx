import React from 'react';
import {FormattedMessage} from 'react-intl';

import {Icon} from '../shared/icons.tsx';

import {AddLogs} from './add_logs.tsx';
import {BlindnessList} from './blindness_list.tsx';
import {LogList} from './log_list.tsx';
import {StateProgress} from './state_progress.tsx';

import type {LogPlaces} from './log_places.ts';
import type {ChosenLog, LogSnapshot} from './log_snapshot.ts';

interface Props {
    snapshot: LogSnapshot;
    places: LogPlaces;
    onAdd: (logs: ChosenLog[]) => void;
    onCancel: () => void;
}

/** Before there is anything to show: what this does and how to begin, how far the reading is, or why there is nothing. */
export function LogsStart({snapshot: {phase, logs, blindness, state_progress: progress}, places, onAdd, onCancel}: Props) {
    if (phase === 'reading' || phase === 'attributing' || phase === 'ready') {
        return (
            <div className='TokenAudit__empty TokenAudit__logs-start'>
                <h3>
                    <span role='status'>
                        {phase === 'reading' ? (
                            <FormattedMessage
                                id='token_audit.logs.reading'
                                defaultMessage='Reading …'
                            />
                        ) : (
                            <FormattedMessage
                                id='token_audit.logs.attributing'
                                defaultMessage='Finding out whose requests they were …'
                            />
                        )}
                    </span>
                </h3>
                <LogList logs={logs}/>
                {progress && <StateProgress progress={progress}/>}
                <button
                    type='button'
                    className='btn btn-tertiary'
                    onClick={onCancel}
                >
                    <FormattedMessage
                        id='token_audit.logs.cancel'
                        defaultMessage='Stop'
                    />
                </button>
            </div>
        );
    }
    return (
        <div className='TokenAudit__empty TokenAudit__logs-start'>
            <Icon
                name={phase === 'failed' ? 'alert' : 'file'}
                size={40}
            />
            <h3>
                {phase === 'failed' ? (
                    <FormattedMessage
                        id='token_audit.logs.failed'
                        defaultMessage='The log could not be read'
                    />
                ) : (
                    <FormattedMessage
                        id='token_audit.logs.start'
                        defaultMessage='Who is behind the failed requests?'
                    />
                )}
            </h3>
            {phase === 'empty' && (
                <p>
                    <FormattedMessage
                        id='token_audit.logs.start_help'
                        defaultMessage='Reads a log of any size in this browser, groups what failed, and says whose token it was: proven, likely, or not to be known. Secrets in the log are made unreadable before anything is kept.'
                    />
                </p>
            )}
            {phase === 'cancelled' && (
                <p role='status'>
                    <FormattedMessage
                        id='token_audit.logs.cancelled'
                        defaultMessage='Reading was stopped before anything was found.'
                    />
                </p>
            )}
            {logs.length > 0 && <LogList logs={logs}/>}
            {blindness.length > 0 && <BlindnessList blindness={blindness}/>}
            <AddLogs
                places={places}
                onAdd={onAdd}
                primary={true}
            />
            <p className='TokenAudit__muted'>
                <FormattedMessage
                    id='token_audit.logs.start_drop'
                    defaultMessage='Or drop files anywhere on this tab: mattermost.log, rotated .log.gz, a support packet .zip, audit.log. Several at once are put in order of time; with the audit file of the same days more can be told.'
                />
            </p>
        </div>
    );
}
