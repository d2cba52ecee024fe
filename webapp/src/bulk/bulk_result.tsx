import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {recordFileName, recordToJson} from '../../../server-bridge/bulk/run_record.ts';
import {Dialog} from '../shared/dialog.tsx';
import {download} from '../shared/download.ts';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import {doneOutcomes} from './bulk_messages.ts';
import {Deliveries} from './deliveries.tsx';
import {OutcomeList} from './outcome_list.tsx';
import {RecordNotice} from './record_notice.tsx';

import type {BulkRun} from '../../../server-bridge/bulk/bulk_run.ts';
import type {BulkRunState} from '../../../server-bridge/bulk/bulk_run_spec.ts';
import type {BulkResult, TokenOutcome} from '../../../server-bridge/bulk/run_bulk.ts';

interface Props {
    run: BulkRun;
    state: BulkRunState;
    result: BulkResult;
    onRetry: (statuses: Array<TokenOutcome['status']>) => void;
    onTellRest: () => void;
    onClose: () => void;
}

/** What became of every token, as the server said when asked afterwards; who was told; where the record is. */
export function BulkResultDialog({run, state, result, onRetry, onTellRest, onClose}: Props) {
    const {formatMessage} = useIntl();
    const count = (...statuses: Array<TokenOutcome['status']>) => [...result.outcomes.values()].filter(({status}) => statuses.includes(status)).length;
    const failed = count('failed', 'unknown');
    const notTried = count('not_tried');
    const ownerName = (userId: string) => (run.ownerOf(userId) ? `@${run.ownerOf(userId)?.username}` : userId);
    const save = () => {
        const record = run.record();
        if (record) {
            download(recordFileName(record), 'application/json', recordToJson(record));
        }
    };
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.result.title'
                    defaultMessage='{done, number} of {total, plural, one {# token} other {# tokens}}: {outcome}'
                    values={{
                        done: count('done'),
                        total: result.outcomes.size,
                        outcome: formatMessage(doneOutcomes[run.spec.action]).toLocaleLowerCase(),
                    }}
                />
            }
            onClose={onClose}
            footer={
                <>
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        onClick={save}
                    >
                        <FormattedMessage
                            id='token_audit.result.download'
                            defaultMessage='Download record'
                        />
                    </button>
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
                </>
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
                    defaultMessage='{unknown, plural, =0 {Read back from the server after the change.} one {Of # token it is not known what became: the server did not say. Retrying looks first, and after a reload this page offers to go on.} other {Of # tokens it is not known what became: the server did not say. Retrying looks first, and after a reload this page offers to go on.}}'
                    values={{unknown: count('unknown')}}
                />
            </p>
            <OutcomeList
                run={run}
                result={result}
                ownerName={ownerName}
            />
            {failed + notTried > 0 && (
                <p className='TokenAudit__retries'>
                    {failed > 0 && (
                        <button
                            type='button'
                            className='btn btn-tertiary btn-sm'
                            onClick={() => onRetry(['failed', 'unknown'])}
                        >
                            <FormattedMessage
                                id='token_audit.result.retry'
                                defaultMessage='Retry failed ({failed, number})'
                                values={{failed}}
                            />
                        </button>
                    )}
                    {notTried > 0 && (
                        <button
                            type='button'
                            className='btn btn-tertiary btn-sm'
                            onClick={() => onRetry(['not_tried'])}
                        >
                            <FormattedMessage
                                id='token_audit.result.rest'
                                defaultMessage='Go on with the rest ({notTried, number})'
                                values={{notTried}}
                            />
                        </button>
                    )}
                </p>
            )}
            {run.spec.tell && (
                <Deliveries
                    state={state}
                    ownerName={ownerName}
                    onTellRest={onTellRest}
                />
            )}
            {state.not_noted > 0 && (
                <p role='status'>
                    <FormattedMessage
                        id='token_audit.result.not_noted'
                        defaultMessage='{count, plural, one {# token} other {# tokens}} could not be noted in the quarantine list. The record names them.'
                        values={{count: state.not_noted}}
                    />
                </p>
            )}
            <RecordNotice record={state.record}/>
        </Dialog>
    );
}
