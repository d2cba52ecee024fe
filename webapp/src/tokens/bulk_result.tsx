import {useVirtualizer} from '@tanstack/react-virtual';
import React, {useMemo, useRef} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {Dialog} from '../shared/dialog.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import {doneOutcomes, outcomes as outcomeMessages} from './bulk_messages.ts';

import type {BulkPlan} from '../../../server-bridge/bulk/plan.ts';
import type {BulkResult, TokenOutcome} from '../../../server-bridge/bulk/run_bulk.ts';
import type {TokenAction} from '../../../server-bridge/bulk/token_action.ts';
import type {TokenLabels} from './bulk_dialog.tsx';

const LINE_HEIGHT = 44;

/** What needs a look comes first. */
const order: Record<TokenOutcome['status'], number> = {failed: 0, unknown: 1, not_tried: 2, already_gone: 3, done: 4};

interface Props {
    plan: BulkPlan;
    result: BulkResult;
    labels: TokenLabels;
    onClose: () => void;
}

/** What became of every token, as the server said when asked afterwards. */
export function BulkResultDialog({plan, result, labels, onClose}: Props) {
    const lines = useMemo(() => [...result.outcomes].sort(([, a], [, b]) => order[a.status] - order[b.status]), [result]);
    const scroller = useRef<HTMLDivElement>(null);
    const {formatMessage} = useIntl();
    const virtualizer = useVirtualizer({count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => LINE_HEIGHT, overscan: 6});
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.result.title'
                    defaultMessage='{done, number} of {total, plural, one {# token} other {# tokens}}: {outcome}'
                    values={{
                        done: lines.filter(([, {status}]) => status === 'done').length,
                        total: lines.length,
                        outcome: formatMessage(doneOutcomes[plan.action]).toLocaleLowerCase(),
                    }}
                />
            }
            onClose={onClose}
            footer={
                <button
                    type='button'
                    className='btn btn-primary'
                    onClick={onClose}
                >
                    <FormattedMessage
                        id='token_audit.result.close'
                        defaultMessage='Done'
                    />
                </button>
            }
        >
            {result.stopped && (
                <p
                    className='TokenAudit__banner'
                    role='alert'
                >
                    {result.stopped === 'cancelled' ? (
                        <FormattedMessage
                            id='token_audit.result.cancelled'
                            defaultMessage='You stopped the run. What was under way was finished; the rest was not tried.'
                        />
                    ) : <RestErrorMessage kind={result.stopped}/>}
                </p>
            )}
            <p className='TokenAudit__muted'>
                <FormattedMessage
                    id='token_audit.result.read_back'
                    defaultMessage='Read back from the server after the change.'
                />
            </p>
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
                        const [id, outcome] = lines[item.index] ?? ['', {status: 'unknown'}];
                        const label = labels.get(id);
                        return (
                            <li
                                key={id}
                                style={{transform: `translateY(${item.start}px)`}}
                            >
                                <span className='TokenAudit__outcome-token TokenAudit__ellipsis'>
                                    <bdi>{label?.description || id}</bdi>
                                    <span className='TokenAudit__muted'>{label?.owner && ` @${label.owner}`}</span>
                                </span>
                                <span className={`TokenAudit__outcome TokenAudit__outcome--${outcome.status}`}>
                                    <Outcome
                                        action={plan.action}
                                        outcome={outcome}
                                    />
                                </span>
                            </li>
                        );
                    })}
                </ul>
            </div>
        </Dialog>
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
