import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {Icon} from '../shared/icons.tsx';
import {submitNothing} from '../shared/submit_nothing.ts';
import {TimeInput} from '../shared/time_input.tsx';

import {everything, isFiltering} from './activity_query.ts';

import type {ActivityQuery} from './activity_query.ts';

interface Props {
    query: ActivityQuery;
    onQuery: (query: ActivityQuery) => void;
    loading: boolean;
    onReload: () => void;
}

/** Search, times and reload. The kinds are chosen in the plot's legend. */
export function ActivityFilters({query, onQuery, loading, onReload}: Props) {
    const {formatMessage} = useIntl();
    return (
        <div className='TokenAudit__toolbar'>
            <div className='TokenAudit__search'>
                <Icon name='search'/>
                <input
                    type='search'
                    value={query.text}
                    onChange={(event) => onQuery({...query, text: event.target.value})}
                    onKeyDown={submitNothing}
                    placeholder={formatMessage({id: 'token_audit.activity.search.placeholder', defaultMessage: 'Search token, owner, actor or address'})}
                    aria-label={formatMessage({id: 'token_audit.activity.search.label', defaultMessage: 'Search events'})}
                />
            </div>
            <TimeInput
                label={
                    <FormattedMessage
                        id='token_audit.activity.from'
                        defaultMessage='From'
                    />
                }
                at={query.from}
                onChange={(from) => onQuery({...query, from})}
            />
            <TimeInput
                label={
                    <FormattedMessage
                        id='token_audit.activity.until'
                        defaultMessage='Before'
                    />
                }
                at={query.until}
                onChange={(until) => onQuery({...query, until})}
            />
            {isFiltering(query) && (
                <button
                    type='button'
                    className='btn btn-tertiary'
                    onClick={() => onQuery(everything)}
                >
                    <FormattedMessage
                        id='token_audit.activity.clear'
                        defaultMessage='Clear filters'
                    />
                </button>
            )}
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
