import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {Icon} from '../shared/icons.tsx';

import {groupHelp, groupNames} from './people_messages.ts';
import {groups} from './people_rows.ts';

import type {Group, PeopleQuery} from './people_rows.ts';

interface Props {
    query: PeopleQuery;
    onQuery: (query: PeopleQuery) => void;
    counts: Record<Group, number>;

    /** Whether the number of tokens is known; until then some groups cannot be counted. */
    counted: boolean;
    reading: boolean;
    onGive: () => void;
    onReload: () => void;
}

/** Search, groups, and the way to give someone a right. */
export function PeopleToolbar({query, onQuery, counts, counted, reading, onGive, onReload}: Props) {
    const {formatMessage} = useIntl();
    return (
        <>
            <div className='TokenAudit__toolbar TokenAudit__toolbar--people'>
                <div className='TokenAudit__search'>
                    <Icon name='search'/>
                    <input
                        type='search'
                        value={query.text}
                        onChange={(event) => onQuery({...query, text: event.target.value})}

                        // On the plugin's settings page Enter would submit the host's form.
                        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
                        placeholder={formatMessage({id: 'token_audit.people.search.placeholder', defaultMessage: 'Search these people'})}
                        aria-label={formatMessage({id: 'token_audit.people.search.label', defaultMessage: 'Search people'})}
                    />
                </div>
                <span className='TokenAudit__toolbar-end'>
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        onClick={onReload}
                        disabled={reading}
                    >
                        <Icon name='refresh'/>
                        <FormattedMessage
                            id='token_audit.reload'
                            defaultMessage='Reload'
                        />
                    </button>
                    <button
                        type='button'
                        className='btn btn-primary'
                        onClick={onGive}
                    >
                        <FormattedMessage
                            id='token_audit.people.give'
                            defaultMessage='Give someone the right'
                        />
                    </button>
                </span>
            </div>
            <div
                className='TokenAudit__counts TokenAudit__groups'
                role='group'
                aria-label={formatMessage({id: 'token_audit.people.groups', defaultMessage: 'Which people are shown'})}
            >
                {groups.map((group) => (
                    <button
                        key={group}
                        type='button'
                        className='TokenAudit__count'
                        aria-pressed={query.group === group}
                        title={formatMessage(groupHelp[group])}
                        onClick={() => onQuery({...query, group})}
                    >
                        <FormattedMessage {...groupNames[group]}/>
                        {' '}
                        {(counted || group === 'create' || group === 'post') && (
                            <strong>
                                <FormattedMessage
                                    id='token_audit.people.number'
                                    defaultMessage='{count, number}'
                                    values={{count: counts[group]}}
                                />
                            </strong>
                        )}
                    </button>
                ))}
            </div>
        </>
    );
}
