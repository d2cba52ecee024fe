import React, {useId} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {Icon} from '../shared/icons.tsx';

import {everything, isFiltering} from './activity_query.ts';
import {fromLocalInput, toLocalInput} from './local_time.ts';

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

function TimeInput({label, at, onChange}: {label: React.ReactNode; at: number | undefined; onChange: (at: number | undefined) => void}) {
    const id = useId();
    const {timeZone = 'local'} = useIntl();
    return (
        <div className='TokenAudit__time'>
            <label htmlFor={id}>{label}</label>
            <input
                id={id}
                className='TokenAudit__select'
                type='datetime-local'
                title={timeZone}
                value={toLocalInput(at, timeZone)}
                onChange={(event) => onChange(fromLocalInput(event.target.value, timeZone))}
                onKeyDown={submitNothing}
            />
        </div>
    );
}

// On the plugin's settings page Enter would submit the host's form.
function submitNothing(event: React.KeyboardEvent) {
    if (event.key === 'Enter') {
        event.preventDefault();
    }
}
