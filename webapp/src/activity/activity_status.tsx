import React from 'react';
import {FormattedMessage} from 'react-intl';

import {Trust} from '../shared/trust.tsx';

import {ActivityErrorMessage} from './activity_error_message.tsx';

import type {Reach} from '../../../server-bridge/audits/token_event_log.ts';
import type {ActivityLoad} from './activity_store.ts';

interface Props {
    reach: Reach;
    load: ActivityLoad;
    total: number;
    shown: number;
    onLoadOlder: () => void;
    onStop: () => void;
}

/** How many events there are, how far back they reach, and the way further back. */
export function ActivityStatus({reach, load, total, shown, onLoadOlder, onStop}: Props) {
    return (
        <div className='TokenAudit__status'>
            <div
                className='TokenAudit__status-text'
                role='status'
            >
                {total > 0 && (
                    <span>
                        {shown === total ? (
                            <FormattedMessage
                                id='token_audit.activity.total'
                                defaultMessage='{total, plural, one {# event} other {# events}}'
                                values={{total}}
                            />
                        ) : (
                            <FormattedMessage
                                id='token_audit.activity.shown'
                                defaultMessage='{shown, number} of {total, plural, one {# event} other {# events}}'
                                values={{shown, total}}
                            />
                        )}
                    </span>
                )}
                <ReachText reach={reach}/>
                {load.phase === 'failed' && reach.back_to !== undefined && (
                    <Trust>
                        <ActivityErrorMessage error={load.error}/>
                    </Trust>
                )}
            </div>
            {load.phase === 'reading' ? (
                <>
                    <span className='TokenAudit__muted'>
                        <FormattedMessage
                            id='token_audit.activity.reading'
                            defaultMessage='Reading …'
                        />
                    </span>
                    <button
                        type='button'
                        className='TokenAudit__link'
                        onClick={onStop}
                    >
                        <FormattedMessage
                            id='token_audit.activity.stop'
                            defaultMessage='Stop'
                        />
                    </button>
                </>
            ) : reach.back_to !== undefined && !reach.complete && (
                <button
                    type='button'
                    className='TokenAudit__link'
                    onClick={onLoadOlder}
                >
                    <FormattedMessage
                        id='token_audit.activity.load_older'
                        defaultMessage='Load older'
                    />
                </button>
            )}
        </div>
    );
}

/** In words how far back the events reach, and what that leaves out. */
export function ReachText({reach: {back_to, complete, may_miss}}: {reach: Reach}) {
    if (back_to === undefined) {
        return null;
    }
    return (
        <span className='TokenAudit__muted'>
            {complete ? (
                <FormattedMessage
                    id='token_audit.activity.complete'
                    defaultMessage='The server’s audits begin {at, date, medium}, {at, time, short}; all are read.'
                    values={{at: back_to}}
                />
            ) : (
                <FormattedMessage
                    id='token_audit.activity.back_to'
                    defaultMessage='Audits are read back to {at, date, medium}, {at, time, short}.'
                    values={{at: back_to}}
                />
            )}
            {may_miss && (
                <>
                    {' '}
                    <FormattedMessage
                        id='token_audit.activity.may_miss'
                        defaultMessage='Some may be missing: too many were written at the same moment to tell them apart.'
                    />
                </>
            )}
        </span>
    );
}
