import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {ruleNames} from '../findings/rule_messages.ts';

import {caveats, groups} from './export_messages.ts';

import type {ExportDiff} from '../../../server-bridge/export/diff_exports.ts';
import type {ExportRow} from '../../../server-bridge/export/export_row.ts';

/** The tokens named one by one in each group; the rest is counted. */
const NAMED = 200;

interface Line {
    row: ExportRow;
    detail?: string;
}

/** What changed since an export, and what that may not be the whole truth. */
export function DiffView({diff}: {diff: ExportDiff}) {
    const {formatMessage} = useIntl();
    const lines: Array<[keyof typeof groups, Line[]]> = [
        ['newly_dangerous', diff.newly_dangerous.map(({now, rules}) => ({row: now, detail: rules.map((rule) => formatMessage(ruleNames[rule])).join(', ')}))],
        ...diff.added ? [['added', diff.added.map((row) => ({row}))] satisfies [keyof typeof groups, Line[]]] : [],
        ['gone', diff.gone.map((row) => ({row}))],
        ['reactivated', diff.reactivated.map(({now}) => ({row: now}))],
        ['deactivated', diff.deactivated.map(({now}) => ({row: now}))],
    ];
    return (
        <div role='status'>
            {diff.caveats.map((caveat) => (
                <p
                    key={caveat}
                    className='TokenAudit__banner'
                >
                    <FormattedMessage {...caveats[caveat]}/>
                </p>
            ))}
            {lines.map(([group, tokens]) => (
                <details
                    key={group}
                    open={tokens.length > 0 && tokens.length <= 10}
                >
                    <summary>
                        <FormattedMessage
                            {...groups[group]}
                            values={{count: tokens.length}}
                        />
                    </summary>
                    <ul className='TokenAudit__lines'>
                        {tokens.slice(0, NAMED).map(({row, detail}) => (
                            <li key={row.id}>
                                <bdi>{row.description || row.id}</bdi>
                                <span className='TokenAudit__muted'>{` @${row.username ?? row.user_id}`}</span>
                                {detail && ` · ${detail}`}
                            </li>
                        ))}
                        {tokens.length > NAMED && (
                            <li className='TokenAudit__muted'>
                                <FormattedMessage
                                    id='token_audit.diff.more'
                                    defaultMessage='and {count, number} more'
                                    values={{count: tokens.length - NAMED}}
                                />
                            </li>
                        )}
                    </ul>
                </details>
            ))}
        </div>
    );
}
