import React from 'react';
import {FormattedMessage} from 'react-intl';

import {Icon} from '../shared/icons.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {PeopleLoad} from './use_people.ts';

interface Props {
    load: PeopleLoad;

    /** Whether there are people whom the search and group hide. */
    filtered: boolean;
    onReload: () => void;
    onClearFilters: () => void;
}

/** What stands in the table's place when no row does. A server has an admin: an empty list is one that is not read. */
export function PeopleEmpty({load, filtered, onReload, onClearFilters}: Props) {
    if (load.phase === 'failed' && !filtered) {
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
                        id='token_audit.people.failed'
                        defaultMessage='The people could not be read'
                    />
                </h3>
                <p><RestErrorMessage kind={load.error.kind}/></p>
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
                name='search'
                size={40}
            />
            <h3>
                <FormattedMessage
                    id='token_audit.people.no_match'
                    defaultMessage='Nobody matches'
                />
            </h3>
            <button
                type='button'
                className='btn btn-tertiary'
                onClick={onClearFilters}
            >
                <FormattedMessage
                    id='token_audit.people.clear'
                    defaultMessage='Show all'
                />
            </button>
        </div>
    );
}
