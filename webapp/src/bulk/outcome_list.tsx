import {useVirtualizer} from '@tanstack/react-virtual';
import React, {useMemo, useRef} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {isBlank} from '../shared/description.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import {doneOutcomes, outcomes as outcomeMessages} from './bulk_messages.ts';

import type {BulkRun} from '../../../server-bridge/bulk/bulk_run.ts';
import type {BulkResult, TokenOutcome} from '../../../server-bridge/bulk/run_bulk.ts';
import type {TokenAction} from '../../../server-bridge/bulk/token_action.ts';

/** Of most; what failed says why, in as many lines as that takes. */
const LINE_HEIGHT = 44;

/** What needs a look comes first. */
const order: Record<TokenOutcome['status'], number> = {failed: 0, unknown: 1, not_tried: 2, already_gone: 3, done: 4};

interface Props {
    run: BulkRun;
    result: BulkResult;
    ownerName: (userId: string) => string;
}

/** The outcome of every token of a run, however many. */
export function OutcomeList({run: {spec}, result, ownerName}: Props) {
    const lines = useMemo(() => {
        const tokens = new Map(spec.tokens.map((token) => [token.id, token]));
        return [...result.outcomes].map(([id, outcome]) => ({id, outcome, token: tokens.get(id)})).sort((a, b) => order[a.outcome.status] - order[b.outcome.status]);
    }, [spec, result]);
    const scroller = useRef<HTMLDivElement>(null);
    const {formatMessage} = useIntl();
    const virtualizer = useVirtualizer({count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => LINE_HEIGHT, overscan: 6});
    return (
        <div
            ref={scroller}
            className='TokenAudit__outcomes'
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll area must be reachable by keyboard
            tabIndex={0}
            role='region'
            aria-label={formatMessage({id: 'token_audit.result.list', defaultMessage: 'Outcome of each token'})}
        >
            <ul style={{height: virtualizer.getTotalSize()}}>
                {virtualizer.getVirtualItems().map((item) => {
                    const line = lines[item.index];
                    return line && (
                        <li
                            key={line.id}
                            ref={virtualizer.measureElement}
                            data-index={item.index}
                            style={{transform: `translateY(${item.start}px)`}}
                        >
                            <Token
                                name={line.token && !isBlank(line.token.description) ? line.token.description : line.id}
                                owner={line.token && ownerName(line.token.user_id)}
                            />
                            <span className={`TokenAudit__outcome TokenAudit__outcome--${line.outcome.status}`}>
                                <Outcome
                                    action={spec.action}
                                    outcome={line.outcome}
                                />
                            </span>
                        </li>
                    );
                })}
            </ul>
        </div>
    );
}

function Token({name, owner}: {name: string; owner: string | undefined}) {
    return (
        <span className='TokenAudit__outcome-token'>
            <bdi
                className='TokenAudit__ellipsis'
                title={name}
            >
                {name}
            </bdi>
            {owner && (
                <>
                    {' '}
                    <span
                        className='TokenAudit__muted TokenAudit__small TokenAudit__ellipsis'
                        title={owner}
                    >
                        {owner}
                    </span>
                </>
            )}
        </span>
    );
}

function Outcome({action, outcome}: {action: TokenAction; outcome: TokenOutcome}) {
    if (outcome.status === 'done') {
        return <FormattedMessage {...doneOutcomes[action]}/>;
    }
    if (outcome.status !== 'failed') {
        return <FormattedMessage {...outcomeMessages[outcome.status]}/>;
    }
    return outcome.error === 'changed_back' ? <FormattedMessage {...outcomeMessages.changed_back}/> : (
        <>
            <FormattedMessage {...outcomeMessages.failed}/>
            {': '}
            <RestErrorMessage kind={outcome.error}/>
        </>
    );
}
