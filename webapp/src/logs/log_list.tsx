import React from 'react';
import {FormattedDate, FormattedMessage, FormattedNumber, useIntl} from 'react-intl';

import {Icon} from '../shared/icons.tsx';

import {LogProblemMessage} from './log_problem_message.tsx';
import {LogText} from './log_text.tsx';

import type {LogRead} from './log_snapshot.ts';

/** The logs that were chosen: how far each is, what it held, or why it could not be read. */
export function LogList({logs}: {logs: readonly LogRead[]}) {
    const {formatMessage} = useIntl();
    return (
        <ul
            className='TokenAudit__log-list'
            aria-label={formatMessage({id: 'token_audit.logs.list', defaultMessage: 'Logs'})}
        >
            {logs.map((log, i) => (
                <li key={i}>
                    <span className='TokenAudit__log-name'>
                        <Icon name={log.state === 'failed' ? 'alert' : 'file'}/>
                        <span className='TokenAudit__ellipsis'>
                            <LogText
                                text={log.name}
                                max={120}
                            />
                        </span>
                    </span>
                    <LogProgress log={log}/>
                </li>
            ))}
        </ul>
    );
}

function LogProgress({log}: {log: LogRead}) {
    const {formatMessage} = useIntl();
    const {state, bytes, total_bytes: total, reached, lines, unparsed} = log;
    if (state === 'failed') {
        return (
            <span
                className='TokenAudit__log-problem'
                role='alert'
            >
                <LogProblemMessage problem={log.problem}/>
            </span>
        );
    }
    if (state === 'waiting') {
        return (
            <span className='TokenAudit__muted'>
                <FormattedMessage
                    id='token_audit.logs.waiting'
                    defaultMessage='Waiting'
                />
            </span>
        );
    }
    return (
        <span className='TokenAudit__log-progress TokenAudit__muted'>
            {state === 'reading' && (
                <progress
                    className='TokenAudit__small-progress'
                    aria-label={formatMessage({id: 'token_audit.logs.progress', defaultMessage: 'Reading {name}'}, {name: log.name})}
                    {...total ? {value: Math.min(bytes, total), max: total} : {}}
                />
            )}
            <span>
                {state === 'reading' && total ? (
                    <FormattedMessage
                        id='token_audit.logs.bytes_of'
                        defaultMessage='{bytes} of {total}'
                        values={{bytes: <Bytes bytes={bytes}/>, total: <Bytes bytes={total}/>}}
                    />
                ) : <Bytes bytes={bytes}/>}
            </span>
            {state === 'reading' && reached !== undefined && (
                <FormattedMessage
                    id='token_audit.logs.reached'
                    defaultMessage='up to {time}'
                    values={{
                        time: (
                            <FormattedDate
                                value={reached}
                                dateStyle='medium'
                                timeStyle='medium'
                            />
                        ),
                    }}
                />
            )}
            {lines > 0 && (
                <span>
                    <FormattedMessage
                        id='token_audit.logs.lines'
                        defaultMessage='{lines, plural, one {# line} other {# lines}}{unparsed, plural, =0 {} one {, # of them no log line} other {, # of them no log lines}}'
                        values={{lines, unparsed}}
                    />
                </span>
            )}
        </span>
    );
}

/** A size as people say it, in powers of ten as the server's own limits. */
export function Bytes({bytes}: {bytes: number}) {
    const power = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
    return (
        <FormattedNumber
            value={bytes / (1000 ** power)}
            style='unit'
            unit={['byte', 'kilobyte', 'megabyte', 'gigabyte'][power]}
            unitDisplay={power === 0 ? 'long' : 'short'}
            maximumFractionDigits={power > 1 ? 1 : 0}
        />
    );
}
