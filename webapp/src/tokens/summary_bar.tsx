import React, {useMemo} from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import {severities} from '../../../server-bridge/findings/finding.ts';
import {noFilter} from '../../../server-bridge/inventory/filter.ts';
import {filterOfSpan, seenSpans, spanOfFilter, summarise} from '../../../server-bridge/inventory/summary.ts';
import {severityNames} from '../findings/severity_messages.ts';

import type {Filter} from '../../../server-bridge/inventory/filter.ts';
import type {SeenSpan} from '../../../server-bridge/inventory/summary.ts';
import type {InventorySnapshot} from './inventory_store.ts';

const spanNames = defineMessages({
    week: {id: 'token_audit.summary.seen.week', defaultMessage: 'last 7 days'},
    month: {id: 'token_audit.summary.seen.month', defaultMessage: '7–30 days ago'},
    quarter: {id: 'token_audit.summary.seen.quarter', defaultMessage: '30–90 days ago'},
    older: {id: 'token_audit.summary.seen.older', defaultMessage: 'longer ago'},
    no_session: {id: 'token_audit.summary.seen.no_session', defaultMessage: 'no session'},
    unknown: {id: 'token_audit.summary.seen.unknown', defaultMessage: 'not asked yet'},
} satisfies Record<SeenSpan, {id: string; defaultMessage: string}>);

interface Props {
    snapshot: InventorySnapshot;
    filter: Filter;
    onFilter: (filter: Filter) => void;
    onExplain: () => void;
}

/** The inventory at a glance; what is clicked becomes the filter. */
export function SummaryBar({snapshot, filter, onFilter, onExplain}: Props) {
    const {inventory, findings} = snapshot;

    // Both change in place: their counts of changes say when.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    const summary = useMemo(() => summarise(inventory, findings, Date.now()), [inventory, findings, inventory.changes, findings.changes]);
    if (summary.tokens === 0) {
        return null;
    }
    const seenSpan = spanOfFilter(filter, Date.now());
    const seen = seenSpans.filter((span) => summary.seen[span] > 0 || span === seenSpan);
    const isActiveOnly = filter.state.join() === 'active';
    return (
        <div className='TokenAudit__summary'>
            <div className='TokenAudit__figures'>
                <Choice
                    className='TokenAudit__figure'
                    onChoose={() => onFilter(noFilter)}
                    value={summary.tokens}
                >
                    <FormattedMessage
                        id='token_audit.summary.tokens'
                        defaultMessage='Tokens'
                    />
                </Choice>
                <Choice
                    className='TokenAudit__figure'
                    pressed={isActiveOnly}
                    onChoose={() => onFilter({...filter, state: isActiveOnly ? [] : ['active']})}
                    value={summary.active}
                >
                    <FormattedMessage
                        id='token_audit.summary.active'
                        defaultMessage='Active'
                    />
                </Choice>
                <span className='TokenAudit__figure'>
                    <FormattedMessage
                        id='token_audit.summary.owners'
                        defaultMessage='Owners'
                    />
                    <Figure value={summary.owners}/>
                </span>
            </div>
            <div className='TokenAudit__summary-part'>
                <h3>
                    <FormattedMessage
                        id='token_audit.summary.findings'
                        defaultMessage='Worst finding'
                    />
                    {' '}
                    <button
                        type='button'
                        className='TokenAudit__link'
                        onClick={onExplain}
                    >
                        <FormattedMessage
                            id='token_audit.summary.explain'
                            defaultMessage='Explain'
                        />
                    </button>
                </h3>
                <div className='TokenAudit__counts'>
                    {[...severities].reverse().map((severity) => (
                        <Choice
                            key={severity}
                            className={`TokenAudit__count TokenAudit__count--${severity}`}
                            pressed={filter.severity.includes(severity)}
                            onChoose={() => onFilter({...filter, severity: filter.severity.includes(severity) ? [] : [severity]})}
                            value={summary.severity[severity]}
                        >
                            <FormattedMessage {...severityNames[severity]}/>
                        </Choice>
                    ))}
                </div>
            </div>
            <div className='TokenAudit__summary-part TokenAudit__summary-part--wide'>
                <h3>
                    <FormattedMessage
                        id='token_audit.summary.seen'
                        defaultMessage='Active tokens, seen last'
                    />
                </h3>
                <div
                    className='TokenAudit__seen-bar'
                    aria-hidden='true'
                >
                    {seen.map((span) => (
                        <span
                            key={span}
                            className={`TokenAudit__seen-part TokenAudit__seen--${span}`}
                            style={{flexGrow: summary.seen[span]}}
                        />
                    ))}
                </div>
                <div className='TokenAudit__counts'>
                    {seen.map((span) => (
                        <Choice
                            key={span}
                            className='TokenAudit__count'
                            pressed={span === seenSpan}
                            onChoose={() => onFilter({...filter, ...filterOfSpan(span === seenSpan ? undefined : span, Date.now())})}
                            value={summary.seen[span]}
                        >
                            <span className={`TokenAudit__dot TokenAudit__seen--${span}`}/>
                            <FormattedMessage {...spanNames[span]}/>
                        </Choice>
                    ))}
                </div>
            </div>
        </div>
    );
}

interface ChoiceProps {
    className: string;

    /** Whether it is in force; undefined for what only ends that of others. */
    pressed?: boolean;
    onChoose: () => void;
    value: number;

    /** What `value` counts. */
    children: React.ReactNode;
}

function Choice({className, pressed, onChoose, value, children}: ChoiceProps) {
    return (
        <button
            type='button'
            className={className}
            aria-pressed={pressed}
            onClick={onChoose}
        >
            {children}
            {' '}
            <Figure value={value}/>
        </button>
    );
}

function Figure({value}: {value: number}) {
    return (
        <strong>
            <FormattedMessage
                id='token_audit.summary.number'
                defaultMessage='{value, number}'
                values={{value}}
            />
        </strong>
    );
}
