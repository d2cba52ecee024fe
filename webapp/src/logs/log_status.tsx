import React, {useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {Icon} from '../shared/icons.tsx';

import {BlindnessList} from './blindness_list.tsx';
import {Bytes, LogList} from './log_list.tsx';
import {LogProblemMessage} from './log_problem_message.tsx';
import {StateProgress} from './state_progress.tsx';

import type {LogView} from '../../../server-bridge/log_analysis/log_query.ts';
import type {LogSnapshot} from './log_snapshot.ts';

interface Props {
    snapshot: LogSnapshot;
    view: LogView;
    onCancel: () => void;
    onExplain: () => void;
}

/** How much there is and what of it is shown, what was read, what cannot be seen, and what is still going on. */
export function LogStatus({snapshot: {phase, logs, blindness, stale, state_progress: progress, following_problem}, view, onCancel, onExplain}: Props) {
    const [open, setOpen] = useState<'logs' | 'blind'>();
    const failed = logs.some(({state}) => state === 'failed');
    const toggle = (what: 'logs' | 'blind') => setOpen(open === what ? undefined : what);
    const busy = phase === 'reading' || phase === 'attributing';
    return (
        <>
            <div className='TokenAudit__status'>
                <span role='status'>
                    {view.events === view.total_events ? (
                        <FormattedMessage
                            id='token_audit.logs.total'
                            defaultMessage='{events, plural, =0 {No failed request} one {# failed request} other {# failed requests}} in {incidents, plural, one {# incident} other {# incidents}}'
                            values={{events: view.events, incidents: view.incident_count}}
                        />
                    ) : (
                        <FormattedMessage
                            id='token_audit.logs.shown'
                            defaultMessage='{events, number} of {total, plural, one {# failed request} other {# failed requests}} in {incidents, plural, one {# incident} other {# incidents}}'
                            values={{events: view.events, total: view.total_events, incidents: view.incident_count}}
                        />
                    )}
                    {view.incident_count > view.incidents.length && (
                        <>
                            {'; '}
                            <FormattedMessage
                                id='token_audit.logs.most_frequent'
                                defaultMessage='the {count, number} most frequent are shown'
                                values={{count: view.incidents.length}}
                            />
                        </>
                    )}
                </span>
                <button
                    type='button'
                    className='TokenAudit__link'
                    aria-expanded={open === 'logs'}
                    onClick={() => toggle('logs')}
                >
                    {failed && <Icon name='alert'/>}
                    <FormattedMessage
                        id='token_audit.logs.read'
                        defaultMessage='{count, plural, one {# log} other {# logs}}, {bytes}'
                        values={{count: logs.length, bytes: <Bytes bytes={logs.reduce((sum, {bytes}) => sum + bytes, 0)}/>}}
                    />
                </button>
                {blindness.length > 0 && (
                    <button
                        type='button'
                        className='TokenAudit__link'
                        aria-expanded={open === 'blind'}
                        onClick={() => toggle('blind')}
                    >
                        <FormattedMessage
                            id='token_audit.blind.title'
                            defaultMessage='What cannot be seen ({count, number})'
                            values={{count: blindness.length}}
                        />
                    </button>
                )}
                <button
                    type='button'
                    className='TokenAudit__link'
                    onClick={onExplain}
                >
                    <FormattedMessage
                        id='token_audit.logs.help.title'
                        defaultMessage='How to read this'
                    />
                </button>
                {(busy || stale) && (
                    <span
                        className='TokenAudit__trust TokenAudit__muted'
                        role='status'
                    >
                        {phase === 'reading' ? (
                            <FormattedMessage
                                id='token_audit.logs.reading'
                                defaultMessage='Reading …'
                            />
                        ) : (
                            <FormattedMessage
                                id='token_audit.logs.working_out'
                                defaultMessage='Working it out …'
                            />
                        )}
                        {progress && <StateProgress progress={progress}/>}
                        {busy && (
                            <button
                                type='button'
                                className='TokenAudit__link'
                                onClick={onCancel}
                            >
                                <FormattedMessage
                                    id='token_audit.logs.cancel'
                                    defaultMessage='Stop'
                                />
                            </button>
                        )}
                    </span>
                )}
            </div>
            {following_problem && (
                <p
                    className='TokenAudit__banner'
                    role='alert'
                >
                    <LogProblemMessage problem={following_problem}/>
                </p>
            )}
            {(open === 'logs' || (open === undefined && failed)) && (
                <div className='TokenAudit__more'>
                    <LogList logs={open === 'logs' ? logs : logs.filter(({state}) => state === 'failed')}/>
                </div>
            )}
            {open === undefined && phase === 'reading' && (
                <div className='TokenAudit__more'>
                    <LogList logs={logs.filter(({state}) => state === 'reading')}/>
                </div>
            )}
            {open === 'blind' && (
                <div className='TokenAudit__more'>
                    <BlindnessList blindness={blindness}/>
                </div>
            )}
        </>
    );
}
