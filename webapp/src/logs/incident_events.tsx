import React, {useState} from 'react';
import {FormattedDate, FormattedMessage} from 'react-intl';

import {EventContext} from './event_context.tsx';
import {LogText} from './log_text.tsx';

import type {AttributedEvent, ContextLine} from '../../../server-bridge/log_analysis/log_query.ts';

/** The rest shows when it is asked for. */
const SHOWN = 10;

interface Props {

    /** The newest last. */
    events: readonly AttributedEvent[];

    /** How many there are, whether or not they are here. */
    total: number;
    contextOf: (source: number, line: number) => Promise<ContextLine[]>;
}

/** An incident's requests, newest first; each opens to the lines it left in the log. */
export function IncidentEvents({events, total, contextOf}: Props) {
    const [all, setAll] = useState(false);
    const newest = [...events].reverse();
    return (
        <>
            <ol className='TokenAudit__events'>
                {(all ? newest : newest.slice(0, SHOWN)).map((one) => (
                    <Event
                        key={`${one.event.source}:${one.event.line}`}
                        one={one}
                        contextOf={contextOf}
                    />
                ))}
            </ol>
            {!all && newest.length > SHOWN && (
                <button
                    type='button'
                    className='TokenAudit__link'
                    onClick={() => setAll(true)}
                >
                    <FormattedMessage
                        id='token_audit.logs.events.more'
                        defaultMessage='Show {count, number} more'
                        values={{count: newest.length - SHOWN}}
                    />
                </button>
            )}
            {total > newest.length && (
                <p className='TokenAudit__muted'>
                    <FormattedMessage
                        id='token_audit.logs.events.last'
                        defaultMessage='These are the last {count, number} of {total, number}; choose a stretch of time to see others.'
                        values={{count: newest.length, total}}
                    />
                </p>
            )}
        </>
    );
}

function Event({one: {event, log}, contextOf}: {one: AttributedEvent; contextOf: Props['contextOf']}) {
    const [open, setOpen] = useState(false);
    const {at, method, path, status, ip, request_id: requestId, source, line} = event;
    return (
        <li>
            <div className='TokenAudit__event-head'>
                {at === null ? (
                    <span className='TokenAudit__muted'>
                        <FormattedMessage
                            id='token_audit.logs.no_time'
                            defaultMessage='No time'
                        />
                    </span>
                ) : (
                    <time dateTime={new Date(at).toISOString()}>
                        <FormattedDate
                            value={at}
                            dateStyle='medium'
                            timeStyle='medium'
                        />
                    </time>
                )}
                {status !== null && <span>{status}</span>}
                {ip && (
                    <LogText
                        text={ip}
                        max={60}
                    />
                )}
                <button
                    type='button'
                    className='TokenAudit__link'
                    aria-expanded={open}
                    onClick={() => setOpen(!open)}
                >
                    <FormattedMessage
                        id='token_audit.logs.events.lines'
                        defaultMessage='Line {line, number}'
                        values={{line}}
                    />
                </button>
            </div>
            {path && <code className='TokenAudit__event-path'><LogText text={`${method ?? ''} ${path}`.trim()}/></code>}
            <div className='TokenAudit__small TokenAudit__muted TokenAudit__ellipsis'>
                <LogText
                    text={requestId ? `${log} · ${requestId}` : log}
                />
            </div>
            {open && <EventContext read={() => contextOf(source, line)}/>}
        </li>
    );
}
