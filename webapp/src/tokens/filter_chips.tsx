import React from 'react';
import {FormattedDate, FormattedMessage} from 'react-intl';

import {noFilter} from '../../../server-bridge/inventory/filter.ts';
import {ruleNames} from '../findings/rule_messages.ts';
import {severityNames} from '../findings/severity_messages.ts';
import {Chips} from '../shared/chips.tsx';

import {ownerKindNames, sessionStateNames, stateNames, timeFields, timeNames} from './filter_messages.ts';

import type {Filter} from '../../../server-bridge/inventory/filter.ts';
import type {Chip} from '../shared/chips.tsx';

interface Props {
    filter: Filter;
    onFilter: (filter: Filter) => void;
}

/** What the list is narrowed to, one chip each, removable. */
export function FilterChips({filter, onFilter}: Props) {
    return (
        <Chips
            chips={chipsOf(filter)}
            onFilter={onFilter}
            onClear={() => onFilter({...noFilter, text: filter.text})}
        />
    );
}

function chipsOf(filter: Filter): Array<Chip<Filter>> {
    const listed = <F extends 'state' | 'owner' | 'severity' | 'finding' | 'sessions'>(field: F, names: Record<Filter[F][number], {id: string; defaultMessage: string}>) =>
        (filter[field] as Array<Filter[F][number]>).map((value): Chip<Filter> => ({
            key: `${field}:${value}`,
            label: <FormattedMessage {...names[value]}/>,
            without: {...filter, [field]: (filter[field] as Array<Filter[F][number]>).filter((other) => other !== value)},
        }));
    return [
        ...listed('state', stateNames),
        ...listed('owner', ownerKindNames),
        ...listed('severity', severityNames),
        ...listed('finding', ruleNames),
        ...listed('sessions', sessionStateNames),
        ...timeFields.filter((field) => filter[field] !== undefined).map((field): Chip<Filter> => ({
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
