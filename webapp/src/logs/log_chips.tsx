import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {noLogFilter} from '../../../server-bridge/log_analysis/log_query.ts';
import {Chips} from '../shared/chips.tsx';

import {levelNames, reasonNames} from './log_messages.ts';
import {LogText} from './log_text.tsx';

import type {LogFilter} from '../../../server-bridge/log_analysis/log_query.ts';
import type {Chip} from '../shared/chips.tsx';
import type {Known} from './known.ts';

interface Props {
    filter: LogFilter;
    onFilter: (filter: LogFilter) => void;
    known: Known;
}

/** What the log is narrowed to, one chip each, removable. */
export function LogChips({filter, onFilter, known}: Props) {
    const {formatDate} = useIntl();
    const time = (at: number) => formatDate(at, {dateStyle: 'medium', timeStyle: 'medium'});
    const text = (value: string) => (
        <LogText
            text={value}
            max={60}
        />
    );
    const chips: Array<Chip<LogFilter>> = [
        ...filter.reasons.map((reason) => ({
            key: `reason:${reason}`,
            label: <FormattedMessage {...reasonNames[reason]}/>,
            without: {...filter, reasons: filter.reasons.filter((other) => other !== reason)},
        })),
        ...filter.levels.map((level) => ({
            key: `level:${level}`,
            label: <FormattedMessage {...levelNames[level]}/>,
            without: {...filter, levels: filter.levels.filter((other) => other !== level)},
        })),
    ];
    if (filter.user_id) {
        const owner = known.owner(filter.user_id);
        chips.push({key: 'user', label: owner ? `@${owner.username}` : text(filter.user_id), without: {...filter, user_id: ''}});
    }
    if (filter.token_id) {
        chips.push({
            key: 'token',
            label: (
                <FormattedMessage
                    id='token_audit.logs.chip.token'
                    defaultMessage='Token {token}'
                    values={{token: text(known.token(filter.token_id)?.description || filter.token_id)}}
                />
            ),
            without: {...filter, token_id: ''},
        });
    }
    if (filter.address) {
        chips.push({key: 'address', label: text(filter.address), without: {...filter, address: ''}});
    }
    if (filter.path) {
        chips.push({key: 'path', label: text(filter.path), without: {...filter, path: ''}});
    }
    if (filter.since !== null) {
        chips.push({
            key: 'since',
            label: (
                <FormattedMessage
                    id='token_audit.logs.chip.since'
                    defaultMessage='From {time}'
                    values={{time: time(filter.since)}}
                />
            ),
            without: {...filter, since: null},
        });
    }
    if (filter.until !== null) {
        chips.push({
            key: 'until',
            label: (
                <FormattedMessage
                    id='token_audit.logs.chip.until'
                    defaultMessage='Until {time}'
                    values={{time: time(filter.until)}}
                />
            ),
            without: {...filter, until: null},
        });
    }
    return (
        <Chips
            chips={chips}
            onFilter={onFilter}
            onClear={() => onFilter({...noLogFilter, text: filter.text})}
        />
    );
}
