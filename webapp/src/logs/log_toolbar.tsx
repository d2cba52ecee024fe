import React, {useId, useState} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {Icon} from '../shared/icons.tsx';
import {submitNothing} from '../shared/submit_nothing.ts';

import {AddLogs} from './add_logs.tsx';
import {FollowSwitch} from './follow_switch.tsx';
import {LogChips} from './log_chips.tsx';
import {LogFilterMenu} from './log_filter_menu.tsx';
import {countOfFilters} from './log_filter_url.ts';

import type {LogFilter, LogView} from '../../../server-bridge/log_analysis/log_query.ts';
import type {Known} from './known.ts';
import type {LogPlaces} from './log_places.ts';
import type {ChosenLog, Following} from './log_snapshot.ts';

interface Props {
    filter: LogFilter;
    onFilter: (filter: LogFilter) => void;
    view: LogView;
    known: Known;
    following: Following;
    onFollow: (on: boolean) => void;
    places: LogPlaces;
    onAdd: (logs: ChosenLog[]) => void;
    onExport: () => void;
    onClear: () => void;
}

/** Search, filters, and what can be done with the logs as a whole. */
export function LogToolbar({filter, onFilter, view, known, following, onFollow, places, onAdd, onExport, onClear}: Props) {
    const {formatMessage} = useIntl();
    const [open, setOpen] = useState<'filters' | 'add'>();
    const filtersId = useId();
    const addId = useId();
    return (
        <>
            <div className='TokenAudit__toolbar'>
                <div className='TokenAudit__search'>
                    <Icon name='search'/>
                    <input
                        type='search'
                        value={filter.text}
                        onChange={(event) => onFilter({...filter, text: event.target.value})}
                        onKeyDown={submitNothing}
                        placeholder={formatMessage({id: 'token_audit.logs.search.placeholder', defaultMessage: 'Search owner, token, address, path or request id'})}
                        aria-label={formatMessage({id: 'token_audit.logs.search.label', defaultMessage: 'Search the log'})}
                    />
                </div>
                <button
                    type='button'
                    className='btn btn-tertiary'
                    aria-expanded={open === 'filters'}
                    aria-controls={filtersId}
                    onClick={() => setOpen(open === 'filters' ? undefined : 'filters')}
                >
                    <Icon name='filter'/>
                    <FormattedMessage
                        id='token_audit.filter.button'
                        defaultMessage='Filters ({count, number})'
                        values={{count: countOfFilters(filter)}}
                    />
                </button>
                <span className='TokenAudit__toolbar-end'>
                    <FollowSwitch
                        following={following}
                        onFollow={onFollow}
                    />
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        aria-expanded={open === 'add'}
                        aria-controls={addId}
                        onClick={() => setOpen(open === 'add' ? undefined : 'add')}
                    >
                        <FormattedMessage
                            id='token_audit.logs.add'
                            defaultMessage='Add logs'
                        />
                    </button>
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        onClick={onExport}
                    >
                        <FormattedMessage
                            id='token_audit.export.button'
                            defaultMessage='Export'
                        />
                    </button>
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        onClick={onClear}
                    >
                        <FormattedMessage
                            id='token_audit.logs.clear'
                            defaultMessage='Clear'
                        />
                    </button>
                </span>
            </div>
            <div
                id={filtersId}
                hidden={open !== 'filters'}
            >
                {open === 'filters' && (
                    <LogFilterMenu
                        filter={filter}
                        onFilter={onFilter}
                        view={view}
                        known={known}
                    />
                )}
            </div>
            <div
                id={addId}
                hidden={open !== 'add'}
            >
                {open === 'add' && (
                    <div className='TokenAudit__filters'>
                        <AddLogs
                            places={places}
                            primary={false}
                            onAdd={(logs) => {
                                setOpen(undefined);
                                onAdd(logs);
                            }}
                        />
                    </div>
                )}
            </div>
            <LogChips
                filter={filter}
                onFilter={onFilter}
                known={known}
            />
        </>
    );
}
