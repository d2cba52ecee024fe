import React, {useId, useState} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {Icon} from '../shared/icons.tsx';

import {FilterChips} from './filter_chips.tsx';
import {FilterMenu} from './filter_menu.tsx';

import type {Filter} from '../../../server-bridge/inventory/filter.ts';

interface Props {
    filter: Filter;
    onFilter: (filter: Filter) => void;

    /** Further buttons, at the end of the line. */
    children: React.ReactNode;
}

/** Search and filters. */
export function Toolbar({filter, onFilter, children}: Props) {
    const {formatMessage} = useIntl();
    const [open, setOpen] = useState(false);
    const menuId = useId();
    const count = Object.values({...filter, text: undefined}).reduce<number>((sum, value) => sum + (Array.isArray(value) ? value.length : Number(value !== undefined)), 0);
    return (
        <>
            <div className='TokenAudit__toolbar'>
                <div className='TokenAudit__search'>
                    <Icon name='search'/>
                    <input
                        type='search'
                        value={filter.text}
                        onChange={(event) => onFilter({...filter, text: event.target.value})}

                        // On the plugin's settings page Enter would submit the host's form.
                        onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
                        placeholder={formatMessage({id: 'token_audit.search.placeholder', defaultMessage: 'Search description, owner or token ID'})}
                        aria-label={formatMessage({id: 'token_audit.search.label', defaultMessage: 'Search tokens'})}
                    />
                </div>
                <button
                    type='button'
                    className='btn btn-tertiary'
                    aria-expanded={open}
                    aria-controls={menuId}
                    onClick={() => setOpen(!open)}
                >
                    <Icon name='filter'/>
                    <FormattedMessage
                        id='token_audit.filter.button'
                        defaultMessage='Filters ({count, number})'
                        values={{count}}
                    />
                </button>
                <span className='TokenAudit__toolbar-end'>{children}</span>
            </div>
            <div
                id={menuId}
                hidden={!open}
            >
                {open && (
                    <FilterMenu
                        filter={filter}
                        onFilter={onFilter}
                    />
                )}
            </div>
            <FilterChips
                filter={filter}
                onFilter={onFilter}
            />
        </>
    );
}
