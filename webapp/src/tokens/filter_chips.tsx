import React from 'react';
import {FormattedDate, FormattedMessage, useIntl} from 'react-intl';

import {noFilter} from '../../../server-bridge/inventory/filter.ts';
import {ruleNames} from '../findings/rule_messages.ts';
import {severityNames} from '../findings/severity_messages.ts';
import {Icon} from '../shared/icons.tsx';

import {ownerKindNames, stateNames, timeFields, timeNames} from './filter_messages.ts';

import type {Filter} from '../../../server-bridge/inventory/filter.ts';

interface Props {
    filter: Filter;
    onFilter: (filter: Filter) => void;
}

interface Chip {
    key: string;
    label: React.ReactNode;
    without: Filter;
}

/** What the list is narrowed to, one chip each, removable. */
export function FilterChips({filter, onFilter}: Props) {
    const {formatMessage} = useIntl();
    const chips = chipsOf(filter);
    if (chips.length === 0) {
        return null;
    }
    return (
        <ul
            className='TokenAudit__chips'
            aria-label={formatMessage({id: 'token_audit.filter.chips', defaultMessage: 'Filters in force'})}
        >
            {chips.map(({key, label, without}) => (
                <li key={key}>
                    <button
                        type='button'
                        className='TokenAudit__chip'
                        onClick={() => onFilter(without)}
                        title={formatMessage({id: 'token_audit.filter.remove', defaultMessage: 'Remove this filter'})}
                    >
                        {label}
                        <Icon
                            name='close'
                            size={12}
                        />
                    </button>
                </li>
            ))}
            <li>
                <button
                    type='button'
                    className='TokenAudit__link'
                    onClick={() => onFilter({...noFilter, text: filter.text})}
                >
                    <FormattedMessage
                        id='token_audit.filter.clear'
                        defaultMessage='Clear filters'
                    />
                </button>
            </li>
        </ul>
    );
}

function chipsOf(filter: Filter): Chip[] {
    const listed = <F extends 'state' | 'owner' | 'severity' | 'finding'>(field: F, names: Record<Filter[F][number], {id: string; defaultMessage: string}>) =>
        (filter[field] as Array<Filter[F][number]>).map((value): Chip => ({
            key: `${field}:${value}`,
            label: <FormattedMessage {...names[value]}/>,
            without: {...filter, [field]: (filter[field] as Array<Filter[F][number]>).filter((other) => other !== value)},
        }));
    return [
        ...listed('state', stateNames),
        ...listed('owner', ownerKindNames),
        ...listed('severity', severityNames),
        ...listed('finding', ruleNames),
        ...timeFields.filter((field) => filter[field] !== undefined).map((field): Chip => ({
            key: field,
            label: (
                <>
                    <FormattedMessage {...timeNames[field]}/>
                    {' '}
                    <FormattedDate value={filter[field]}/>
                </>
            ),
            without: {...filter, [field]: undefined},
        })),
    ];
}
