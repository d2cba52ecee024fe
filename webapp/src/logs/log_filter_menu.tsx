import React, {useId} from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import {FilterGroup} from '../shared/filter_group.tsx';
import {submitNothing} from '../shared/submit_nothing.ts';
import {TimeInput} from '../shared/time_input.tsx';

import {levelNames, levels, reasonNames, reasons} from './log_messages.ts';

import type {LogFilter, LogView} from '../../../server-bridge/log_analysis/log_query.ts';
import type {Known} from './known.ts';
import type {MessageDescriptor} from 'react-intl';

const names = defineMessages({
    reason: {id: 'token_audit.logs.filter.reason', defaultMessage: 'What failed'},
    level: {id: 'token_audit.logs.filter.level', defaultMessage: 'How sure'},
    owner: {id: 'token_audit.logs.filter.owner', defaultMessage: 'Owner'},
    any_owner: {id: 'token_audit.logs.filter.any_owner', defaultMessage: 'Any owner'},
    token: {id: 'token_audit.logs.filter.token', defaultMessage: 'Token'},
    any_token: {id: 'token_audit.logs.filter.any_token', defaultMessage: 'Any token'},
    address: {id: 'token_audit.logs.filter.address', defaultMessage: 'Address'},
    path: {id: 'token_audit.logs.filter.path', defaultMessage: 'Path contains'},
});

/** More than these are found by searching. */
const MOST_OPTIONS = 500;

interface Props {
    filter: LogFilter;
    onFilter: (filter: LogFilter) => void;
    view: LogView;
    known: Known;
}

/** Every filter there is. Ticks of one group widen it, groups narrow each other. */
export function LogFilterMenu({filter, onFilter, view, known}: Props) {
    const users = optionsOf(view.incidents.flatMap(({user_ids: ids}) => ids), filter.user_id, (id) => (known.owner(id) ? `@${known.owner(id)?.username}` : id));
    const tokens = optionsOf(view.incidents.flatMap(({token_ids: ids}) => ids), filter.token_id, (id) => known.token(id)?.description || id);
    return (
        <div className='TokenAudit__filters'>
            <FilterGroup
                title={names.reason}
                options={reasons}
                names={reasonNames}
                ticked={filter.reasons}
                onTicked={(ticked) => onFilter({...filter, reasons: ticked})}
            />
            <FilterGroup
                title={names.level}
                options={levels}
                names={levelNames}
                ticked={filter.levels}
                onTicked={(ticked) => onFilter({...filter, levels: ticked})}
            />
            <div className='TokenAudit__filter-fields'>
                <Choice
                    label={names.owner}
                    any={names.any_owner}
                    value={filter.user_id}
                    options={users}
                    onValue={(user_id) => onFilter({...filter, user_id})}
                />
                <Choice
                    label={names.token}
                    any={names.any_token}
                    value={filter.token_id}
                    options={tokens}
                    onValue={(token_id) => onFilter({...filter, token_id})}
                />
                <Text
                    label={names.address}
                    value={filter.address}
                    onValue={(address) => onFilter({...filter, address})}
                />
                <Text
                    label={names.path}
                    value={filter.path}
                    onValue={(path) => onFilter({...filter, path})}
                />
            </div>
            <div className='TokenAudit__filter-fields'>
                <TimeInput
                    label={
                        <FormattedMessage
                            id='token_audit.logs.filter.since'
                            defaultMessage='From'
                        />
                    }
                    at={filter.since ?? undefined}
                    onChange={(since) => onFilter({...filter, since: since ?? null})}
                />
                <TimeInput
                    label={
                        <FormattedMessage
                            id='token_audit.logs.filter.until'
                            defaultMessage='Until'
                        />
                    }
                    at={filter.until ?? undefined}
                    onChange={(until) => onFilter({...filter, until: until ?? null})}
                />
            </div>
        </div>
    );
}

/** Each id once by its name, in order; the chosen one stays among them when the filter leaves it out. */
function optionsOf(ids: readonly string[], chosen: string, nameOf: (id: string) => string): Array<[string, string]> {
    return [...new Set([...chosen ? [chosen] : [], ...ids])].slice(0, MOST_OPTIONS).map((id): [string, string] => [id, nameOf(id)]).sort((a, b) => a[1].localeCompare(b[1]));
}

interface ChoiceProps {
    label: MessageDescriptor;
    any: MessageDescriptor;
    value: string;
    options: ReadonlyArray<[string, string]>;
    onValue: (value: string) => void;
}

function Choice({label, any, value, options, onValue}: ChoiceProps) {
    const id = useId();
    return (
        <div className='TokenAudit__filter-time'>
            <label htmlFor={id}><FormattedMessage {...label}/></label>
            <select
                id={id}
                className='TokenAudit__select'
                value={value}
                onChange={(event) => onValue(event.target.value)}
            >
                <FormattedMessage {...any}>{(text) => <option value=''>{text}</option>}</FormattedMessage>
                {options.map(([option, name]) => (
                    <option
                        key={option}
                        value={option}
                    >
                        {name}
                    </option>
                ))}
            </select>
        </div>
    );
}

function Text({label, value, onValue}: {label: MessageDescriptor; value: string; onValue: (value: string) => void}) {
    const id = useId();
    return (
        <div className='TokenAudit__filter-time'>
            <label htmlFor={id}><FormattedMessage {...label}/></label>
            <input
                id={id}
                type='text'
                autoComplete='off'
                spellCheck={false}
                value={value}
                onChange={(event) => onValue(event.target.value)}
                onKeyDown={submitNothing}
            />
        </div>
    );
}
