import React from 'react';
import {FormattedMessage, FormattedNumber, useIntl} from 'react-intl';

import {KINDS} from './activity_query.ts';
import {kindMessages} from './kind_messages.ts';
import {useBucketText} from './use_bucket_text.ts';

import type {Bucket} from './buckets.ts';

/** The plot's numbers, without the times in which nothing happened. */
export function PlotTable({buckets}: {buckets: readonly Bucket[]}) {
    const {formatMessage} = useIntl();
    const {timeOf} = useBucketText();
    return (
        <div
            className='TokenAudit__plot-table'
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll area must be reachable by keyboard
            tabIndex={0}
            role='region'
            aria-label={formatMessage({id: 'token_audit.activity.plot_table', defaultMessage: 'Events over time, as a table'})}
        >
            <table>
                <thead>
                    <tr>
                        <th scope='col'>
                            <FormattedMessage
                                id='token_audit.activity.time'
                                defaultMessage='Time'
                            />
                        </th>
                        {KINDS.map((kind) => (
                            <th
                                key={kind}
                                scope='col'
                            >
                                <FormattedMessage {...kindMessages[kind]}/>
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {buckets.filter(({total}) => total > 0).map((bucket) => (
                        <tr key={bucket.from}>
                            <th scope='row'>{timeOf(bucket)}</th>
                            {KINDS.map((kind) => <td key={kind}><FormattedNumber value={bucket.counts[kind]}/></td>)}
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
