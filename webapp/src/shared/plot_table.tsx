import React from 'react';
import {FormattedMessage, FormattedNumber, useIntl} from 'react-intl';

import {useBucketText} from './use_bucket_text.ts';

import type {Bucket, Series} from './plot_bucket.ts';

/** The plot's numbers, without the times in which nothing happened. */
export function PlotTable<K extends string>({series, buckets}: {series: Series<K>; buckets: ReadonlyArray<Bucket<K>>}) {
    const {formatMessage} = useIntl();
    const {timeOf} = useBucketText(series);
    return (
        <div
            className='TokenAudit__plot-table'
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll area must be reachable by keyboard
            tabIndex={0}
            role='region'
            aria-label={formatMessage({id: 'token_audit.plot.table', defaultMessage: 'Events over time, as a table'})}
        >
            <table>
                <thead>
                    <tr>
                        <th scope='col'>
                            <FormattedMessage
                                id='token_audit.plot.time'
                                defaultMessage='Time'
                            />
                        </th>
                        {series.map(({key, name}) => (
                            <th
                                key={key}
                                scope='col'
                            >
                                <FormattedMessage {...name}/>
                            </th>
                        ))}
                    </tr>
                </thead>
                <tbody>
                    {buckets.filter(({total}) => total > 0).map((bucket) => (
                        <tr key={bucket.from}>
                            <th scope='row'>{timeOf(bucket)}</th>
                            {series.map(({key}) => <td key={key}><FormattedNumber value={bucket.counts[key]}/></td>)}
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
