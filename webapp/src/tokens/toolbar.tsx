import React from 'react';
import {defineMessages, FormattedMessage, useIntl} from 'react-intl';

import {Icon} from '../shared/icons.tsx';

import type {Query, StateFilter} from '../../../server-bridge/inventory/query.ts';

const states = defineMessages({
    all: {id: 'token_audit.filter.all', defaultMessage: 'All states'},
    active: {id: 'token_audit.filter.active', defaultMessage: 'Active'},
    inactive: {id: 'token_audit.filter.inactive', defaultMessage: 'Inactive'},
} satisfies Record<StateFilter, {id: string; defaultMessage: string}>);

interface Props {
    query: Query;
    onQuery: (query: Query) => void;
    loading: boolean;
    onReload: () => void;
}

/** Search, state filter and reload. */
export function Toolbar({query, onQuery, loading, onReload}: Props) {
    const {formatMessage} = useIntl();
    return (
        <div className='TokenAudit__toolbar'>
            <div className='TokenAudit__search'>
                <Icon name='search'/>
                <input
                    type='search'
                    value={query.text}
                    onChange={(event) => onQuery({...query, text: event.target.value})}

                    // On the plugin's settings page Enter would submit the host's form.
                    onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
                    placeholder={formatMessage({id: 'token_audit.search.placeholder', defaultMessage: 'Search description, owner or token ID'})}
                    aria-label={formatMessage({id: 'token_audit.search.label', defaultMessage: 'Search tokens'})}
                />
            </div>
            <select
                className='TokenAudit__select'
                value={query.state}
                onChange={(event) => onQuery({...query, state: event.target.value as StateFilter})}
                aria-label={formatMessage({id: 'token_audit.filter.state', defaultMessage: 'State'})}
            >
                {(Object.keys(states) as StateFilter[]).map((state) => (
                    <option
                        key={state}
                        value={state}
                    >
                        {formatMessage(states[state])}
                    </option>
                ))}
            </select>
            <button
                type='button'
                className='btn btn-tertiary TokenAudit__reload'
                onClick={onReload}
                disabled={loading}
            >
                <Icon name='refresh'/>
                <FormattedMessage
                    id='token_audit.reload'
                    defaultMessage='Reload'
                />
            </button>
        </div>
    );
}
