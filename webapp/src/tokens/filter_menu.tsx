import React, {useId} from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import {ruleIds, severities} from '../../../server-bridge/findings/finding.ts';
import {ownerKinds} from '../../../server-bridge/inventory/filter.ts';
import {ruleNames} from '../findings/rule_messages.ts';
import {severityNames} from '../findings/severity_messages.ts';
import {fromDateInput, toDateInput} from '../shared/date_input.ts';

import {ownerKindNames, stateNames, timeFields, timeNames} from './filter_messages.ts';

import type {Filter} from '../../../server-bridge/inventory/filter.ts';
import type {TimeField} from './filter_messages.ts';
import type {MessageDescriptor} from 'react-intl';

const groups = defineMessages({
    state: {id: 'token_audit.filter.group.state', defaultMessage: 'State'},
    owner: {id: 'token_audit.filter.group.owner', defaultMessage: 'Owner'},
    severity: {id: 'token_audit.filter.group.severity', defaultMessage: 'Severity'},
    finding: {id: 'token_audit.filter.group.finding', defaultMessage: 'Finding'},
});

interface Props {
    filter: Filter;
    onFilter: (filter: Filter) => void;
}

/** Every filter there is. Ticks of one group widen it, groups narrow each other. */
export function FilterMenu({filter, onFilter}: Props) {
    return (
        <div className='TokenAudit__filters'>
            <Group
                title={groups.state}
                options={['active', 'inactive'] as const}
                names={stateNames}
                ticked={filter.state}
                onTicked={(state) => onFilter({...filter, state})}
            />
            <Group
                title={groups.owner}
                options={ownerKinds}
                names={ownerKindNames}
                ticked={filter.owner}
                onTicked={(owner) => onFilter({...filter, owner})}
            />
            <Group
                title={groups.severity}
                options={[...severities].reverse()}
                names={severityNames}
                ticked={filter.severity}
                onTicked={(severity) => onFilter({...filter, severity})}
            />
            <Group
                title={groups.finding}
                options={ruleIds}
                names={ruleNames}
                ticked={filter.finding}
                onTicked={(finding) => onFilter({...filter, finding})}
            />
            <div className='TokenAudit__filter-times'>
                {timeFields.map((field) => (
                    <TimeInput
                        key={field}
                        field={field}
                        value={filter[field]}
                        onValue={(value) => onFilter({...filter, [field]: value})}
                    />
                ))}
            </div>
        </div>
    );
}

interface GroupProps<T extends string> {
    title: MessageDescriptor;
    options: readonly T[];
    names: Record<T, MessageDescriptor>;
    ticked: readonly T[];
    onTicked: (ticked: T[]) => void;
}

function Group<T extends string>({title, options, names, ticked, onTicked}: GroupProps<T>) {
    return (
        <fieldset className='TokenAudit__filter-group'>
            <legend><FormattedMessage {...title}/></legend>
            {options.map((option) => (
                <label key={option}>
                    <input
                        type='checkbox'
                        checked={ticked.includes(option)}
                        onChange={(event) => onTicked(options.filter((other) => (other === option ? event.target.checked : ticked.includes(other))))}
                    />
                    <FormattedMessage {...names[option]}/>
                </label>
            ))}
        </fieldset>
    );
}

function TimeInput({field, value, onValue}: {field: TimeField; value: number | undefined; onValue: (value: number | undefined) => void}) {
    const id = useId();
    return (
        <div className='TokenAudit__filter-time'>
            <label htmlFor={id}><FormattedMessage {...timeNames[field]}/></label>
            <input
                id={id}
                type='date'
                value={toDateInput(value)}
                onChange={(event) => onValue(fromDateInput(event.target.value))}

                // On the plugin's settings page Enter would submit the host's form.
                onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
            />
        </div>
    );
}
