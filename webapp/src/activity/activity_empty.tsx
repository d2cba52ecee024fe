import React from 'react';
import {FormattedMessage} from 'react-intl';

import {Icon} from '../shared/icons.tsx';

import {ActivityErrorMessage} from './activity_error_message.tsx';

import type {Reach} from '../../../server-bridge/audits/token_event_log.ts';
import type {ActivityLoad} from './activity_store.ts';

interface Props {
    load: ActivityLoad;
    reach: Reach;

    /** Whether there are events that the filters hide. */
    filtered: boolean;
    onReload: () => void;
    onLoadOlder: () => void;
    onClearFilters: () => void;
}

/** What stands in the table's place when no row does: nothing found, still reading, failed, or nothing happened. */
export function ActivityEmpty({load, reach, filtered, onReload, onLoadOlder, onClearFilters}: Props) {
    if (filtered) {
        return (
            <div className='TokenAudit__empty'>
                <Icon
                    name='search'
                    size={40}
                />
                <h3>
                    <FormattedMessage
                        id='token_audit.activity.no_match'
                        defaultMessage='No event matches'
                    />
                </h3>
                <button
                    type='button'
                    className='btn btn-tertiary'
                    onClick={onClearFilters}
                >
                    <FormattedMessage
                        id='token_audit.activity.clear'
                        defaultMessage='Clear filters'
                    />
                </button>
            </div>
        );
    }
    if (load.phase === 'failed' && reach.back_to === undefined) {
        return (
            <div
                className='TokenAudit__empty'
                role='alert'
            >
                <Icon
                    name='alert'
                    size={40}
                />
                <h3>
                    <FormattedMessage
                        id='token_audit.activity.failed'
                        defaultMessage='The audits could not be read'
                    />
                </h3>
                <p><ActivityErrorMessage error={load.error}/></p>
                <button
                    type='button'
                    className='btn btn-primary'
                    onClick={onReload}
                >
                    <FormattedMessage
                        id='token_audit.empty.retry'
                        defaultMessage='Try again'
                    />
                </button>
            </div>
        );
    }
    if (load.phase === 'reading') {
        return (
            <div
                className='TokenAudit__skeleton'
                aria-hidden='true'
            >
                {Array.from({length: 6}, (_, i) => <span key={i}/>)}
            </div>
        );
    }
    return (
        <div className='TokenAudit__empty'>
            <Icon
                name='key'
                size={40}
            />
            <h3>
                <FormattedMessage
                    id='token_audit.activity.none'
                    defaultMessage='Nothing was done to a token'
                />
            </h3>
            {!reach.complete && reach.back_to !== undefined && (
                <>
                    <p>
                        <FormattedMessage
                            id='token_audit.activity.none_since'
                            defaultMessage='At least not since {at, date, medium}; the audits go back further.'
                            values={{at: reach.back_to}}
                        />
                    </p>
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        onClick={onLoadOlder}
                    >
                        <FormattedMessage
                            id='token_audit.activity.load_older'
                            defaultMessage='Load older'
                        />
                    </button>
                </>
            )}
        </div>
    );
}
