import React from 'react';
import {FormattedMessage} from 'react-intl';

import {EmptyPlace, FailedPlace, LoadingPlace} from '../shared/empty_place.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {LoadState} from './inventory_store.ts';

interface Props {
    load: LoadState;

    /** Whether there are tokens, so that search and filter hide them. */
    hasTokens: boolean;
    onReload: () => void;
    onClearFilters: () => void;
}

/** What stands in the table's place when no row does: still loading, failed, nothing there, or nothing found. */
export function EmptyState({load, hasTokens, onReload, onClearFilters}: Props) {
    if (load.phase === 'listing' || (load.phase === 'verifying' && !hasTokens)) {
        return <LoadingPlace/>;
    }
    if (hasTokens) {
        return (
            <EmptyPlace
                icon='search'
                title={
                    <FormattedMessage
                        id='token_audit.empty.no_match'
                        defaultMessage='No token matches'
                    />
                }
                action={{
                    name: (
                        <FormattedMessage
                            id='token_audit.empty.clear'
                            defaultMessage='Clear search and filter'
                        />
                    ),
                    run: onClearFilters,
                }}
            />
        );
    }
    if (load.phase === 'failed') {
        return (
            <FailedPlace
                title={
                    <FormattedMessage
                        id='token_audit.empty.failed'
                        defaultMessage='The tokens could not be read'
                    />
                }
                why={<RestErrorMessage kind={load.error.kind}/>}
                onRetry={onReload}
            />
        );
    }
    return (
        <EmptyPlace
            icon='key'
            title={
                <FormattedMessage
                    id='token_audit.empty.none'
                    defaultMessage='No personal access tokens'
                />
            }
        >
            <p>
                <FormattedMessage
                    id='token_audit.empty.none_help'
                    defaultMessage='Nobody on this server has created one. They are switched on under Integrations → Integration Management, and created in a user’s Security settings.'
                />
            </p>
        </EmptyPlace>
    );
}
