import React, {useId} from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import {ruleIds, severities} from '../../../server-bridge/findings/finding.ts';
import {ownerKinds, sessionStates} from '../../../server-bridge/inventory/filter.ts';
import {ruleNames} from '../findings/rule_messages.ts';
import {severityNames} from '../findings/severity_messages.ts';
import {fromDateInput, toDateInput} from '../shared/date_input.ts';
import {FilterGroup} from '../shared/filter_group.tsx';

import {ownerKindNames, sessionStateNames, stateNames, timeFields, timeNames} from './filter_messages.ts';

import type {Filter} from '../../../server-bridge/inventory/filter.ts';
import type {TimeField} from './filter_messages.ts';

const groups = defineMessages({
    state: {id: 'token_audit.filter.group.state', defaultMessage: 'State'},
    owner: {id: 'token_audit.filter.group.owner', defaultMessage: 'Owner'},
    severity: {id: 'token_audit.filter.group.severity', defaultMessage: 'Severity'},
    finding: {id: 'token_audit.filter.group.finding', defaultMessage: 'Finding'},
    sessions: {id: 'token_audit.filter.group.sessions', defaultMessage: 'Sessions'},
});

interface Props {
    filter: Filter;
    onFilter: (filter: Filter) => void;
}

/** Every filter there is. Ticks of one group widen it, groups narrow each other. */
export function FilterMenu({filter, onFilter}: Props) {
    return (
        <div className='TokenAudit__filters'>
            <FilterGroup
                title={groups.state}
                options={['active', 'inactive'] as const}
                names={stateNames}
                ticked={filter.state}
                onTicked={(state) => onFilter({...filter, state})}
            />
            <FilterGroup
                title={groups.owner}
                options={ownerKinds}
                names={ownerKindNames}
                ticked={filter.owner}
                onTicked={(owner) => onFilter({...filter, owner})}
            />
            <FilterGroup
                title={groups.severity}
                options={[...severities].reverse()}
                names={severityNames}
                ticked={filter.severity}
                onTicked={(severity) => onFilter({...filter, severity})}
            />
            <FilterGroup
                title={groups.finding}
                options={ruleIds}
                names={ruleNames}
                ticked={filter.finding}
                onTicked={(finding) => onFilter({...filter, finding})}
            />
            <FilterGroup
                title={groups.sessions}
                options={sessionStates}
                names={sessionStateNames}
                ticked={filter.sessions}
                onTicked={(sessions) => onFilter({...filter, sessions})}
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
