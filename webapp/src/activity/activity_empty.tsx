import React from 'react';
import {FormattedMessage} from 'react-intl';

import {EmptyPlace, FailedPlace, LoadingPlace} from '../shared/empty_place.tsx';

import {ActivityErrorMessage} from './activity_error_message.tsx';

import type {Reach} from '../../../server-bridge/audits/token_event_log.ts';
import type {ActivityLoad} from './activity_store.ts';

interface Props {
    load: ActivityLoad;
    reach: Reach;

    /** Whether there are events, so that the filters hide them. */
    hasEvents: boolean;
    onReload: () => void;
    onLoadOlder: () => void;
    onClearFilters: () => void;
}

/** What stands in the table's place when no row does: still reading, nothing found, failed, or nothing happened. */
export function ActivityEmpty({load, reach, hasEvents, onReload, onLoadOlder, onClearFilters}: Props) {
    if (load.phase === 'reading') {
        return <LoadingPlace/>;
    }
    if (hasEvents) {
        return (
            <EmptyPlace
                icon='search'
                title={
                    <FormattedMessage
                        id='token_audit.activity.no_match'
                        defaultMessage='No event matches'
                    />
                }
                action={{
                    name: (
                        <FormattedMessage
                            id='token_audit.activity.clear'
                            defaultMessage='Clear filters'
                        />
                    ),
                    run: onClearFilters,
                }}
            />
        );
    }
    if (load.phase === 'failed' && reach.back_to === undefined) {
        return (
            <FailedPlace
                title={
                    <FormattedMessage
                        id='token_audit.activity.failed'
                        defaultMessage='The audits could not be read'
                    />
                }
                why={<ActivityErrorMessage error={load.error}/>}
                onRetry={onReload}
            />
        );
    }
    const since = reach.complete ? undefined : reach.back_to;
    return (
        <EmptyPlace
            icon='key'
            title={
                <FormattedMessage
                    id='token_audit.activity.none'
                    defaultMessage='Nothing was done to a token'
                />
            }
            {...since !== undefined && {action: {
                name: (
                    <FormattedMessage
                        id='token_audit.activity.load_older'
                        defaultMessage='Load older'
                    />
                ),
                run: onLoadOlder,
            }}}
        >
            {since !== undefined && (
                <p>
                    <FormattedMessage
                        id='token_audit.activity.none_since'
                        defaultMessage='At least not since {at, date, medium}; the audits go back further.'
                        values={{at: since}}
                    />
                </p>
            )}
        </EmptyPlace>
    );
}
