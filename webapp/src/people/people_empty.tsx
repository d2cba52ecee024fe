import React from 'react';
import {FormattedMessage} from 'react-intl';

import {EmptyPlace, FailedPlace, LoadingPlace} from '../shared/empty_place.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {PeopleLoad} from './use_people.ts';

interface Props {
    load: PeopleLoad;

    /** Whether there are people, so that search and group hide them. */
    hasPeople: boolean;

    /** Whether the group shown is one that is known only once all tokens are counted, and they are not. */
    uncounted: boolean;
    onReload: () => void;
    onClearFilters: () => void;
}

/** What stands in the table's place when no row does. A server has an admin: an empty list is one that is not read. */
export function PeopleEmpty({load, hasPeople, uncounted, onReload, onClearFilters}: Props) {
    if (load.phase === 'failed' && !hasPeople) {
        return (
            <FailedPlace
                title={
                    <FormattedMessage
                        id='token_audit.people.failed'
                        defaultMessage='The people could not be read'
                    />
                }
                why={<RestErrorMessage kind={load.error.kind}/>}
                onRetry={onReload}
            />
        );
    }
    if (load.phase === 'reading') {
        return <LoadingPlace/>;
    }
    return (
        <EmptyPlace
            icon='search'
            title={
                uncounted ? (
                    <FormattedMessage
                        id='token_audit.people.not_counted'
                        defaultMessage='Who has active tokens and who has none is known once all tokens are read'
                    />
                ) : (
                    <FormattedMessage
                        id='token_audit.people.no_match'
                        defaultMessage='Nobody matches'
                    />
                )
            }
            action={{
                name: (
                    <FormattedMessage
                        id='token_audit.people.clear'
                        defaultMessage='Show all'
                    />
                ),
                run: onClearFilters,
            }}
        />
    );
}
