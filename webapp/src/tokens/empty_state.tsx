import React from 'react';
import {FormattedMessage} from 'react-intl';

import {Icon} from '../shared/icons.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {LoadState} from './inventory_store.ts';

interface Props {
    load: LoadState;

    /** Whether there are tokens that the filters hide. */
    filtered: boolean;
    onReload: () => void;
    onClearFilters: () => void;
}

/** What stands in the table's place when no row does: still loading, failed, nothing there, or nothing found. */
export function EmptyState({load, filtered, onReload, onClearFilters}: Props) {
    if (filtered) {
        return (
            <div className='TokenAudit__empty'>
                <Icon
                    name='search'
                    size={40}
                />
                <h3>
                    <FormattedMessage
                        id='token_audit.empty.no_match'
                        defaultMessage='No token matches'
                    />
                </h3>
                <button
                    type='button'
                    className='btn btn-tertiary'
                    onClick={onClearFilters}
                >
                    <FormattedMessage
                        id='token_audit.empty.clear'
                        defaultMessage='Clear search and filter'
                    />
                </button>
            </div>
        );
    }
    if (load.phase === 'failed') {
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
                        id='token_audit.empty.failed'
                        defaultMessage='The tokens could not be read'
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
    if (load.phase !== 'loaded') {
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
                    id='token_audit.empty.none'
                    defaultMessage='No personal access tokens'
                />
            </h3>
            <p>
                <FormattedMessage
                    id='token_audit.empty.none_help'
                    defaultMessage='Nobody on this server has created one. They are switched on under Integrations → Integration Management, and created in a user’s Security settings.'
                />
            </p>
        </div>
    );
}
