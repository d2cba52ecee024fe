import React, {useMemo} from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import {severities} from '../../../server-bridge/findings/finding.ts';
import {seenSpans, summarise, timesOfSpan} from '../../../server-bridge/inventory/summary.ts';
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
    const seen = seenSpans.filter((span) => summary.seen[span] > 0);
    return (
        <div className='TokenAudit__summary'>
            <dl className='TokenAudit__figures'>
                <div>
                    <dt>
                        <FormattedMessage
                            id='token_audit.summary.tokens'
                            defaultMessage='Tokens'
                        />
                    </dt>
                    <dd><FormattedMessage
                        id='token_audit.summary.number'
                        defaultMessage='{value, number}'
                        values={{value: summary.tokens}}
                    /></dd>
                </div>
                <div>
                    <dt>
                        <FormattedMessage
                            id='token_audit.summary.active'
                            defaultMessage='Active'
                        />
                    </dt>
                    <dd><FormattedMessage
                        id='token_audit.summary.number'
                        defaultMessage='{value, number}'
                        values={{value: summary.active}}
                    /></dd>
                </div>
                <div>
                    <dt>
                        <FormattedMessage
                            id='token_audit.summary.owners'
                            defaultMessage='Owners'
                        />
                    </dt>
                    <dd><FormattedMessage
                        id='token_audit.summary.number'
                        defaultMessage='{value, number}'
                        values={{value: summary.owners}}
                    /></dd>
                </div>
            </dl>
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
                        <button
                            key={severity}
                            type='button'
                            aria-pressed={filter.severity.includes(severity)}
                            className={`TokenAudit__count TokenAudit__count--${severity}`}
                            onClick={() => onFilter({...filter, severity: filter.severity.includes(severity) ? [] : [severity]})}
                        >
                            <FormattedMessage {...severityNames[severity]}/>
                            {' '}
                            <strong>
                                <FormattedMessage
                                    id='token_audit.summary.number'
                                    defaultMessage='{value, number}'
                                    values={{value: summary.severity[severity]}}
                                />
                            </strong>
                        </button>
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
                    {seen.map((span) => {
                        const times = timesOfSpan(span, Date.now());
                        const content = (
                            <>
                                <span className={`TokenAudit__dot TokenAudit__seen--${span}`}/>
                                <FormattedMessage {...spanNames[span]}/>
                                {' '}
                                <strong>
                                    <FormattedMessage
                                        id='token_audit.summary.number'
                                        defaultMessage='{value, number}'
                                        values={{value: summary.seen[span]}}
                                    />
                                </strong>
                            </>
                        );
                        return times ? (
                            <button
                                key={span}
                                type='button'
                                className='TokenAudit__count'
                                onClick={() => onFilter({...filter, state: ['active'], ...times})}
                            >
                                {content}
                            </button>
                        ) : (
                            <span
                                key={span}
                                className='TokenAudit__count'
                            >
                                {content}
                            </span>
                        );
                    })}
                </div>
            </div>
        </div>
    );
}
