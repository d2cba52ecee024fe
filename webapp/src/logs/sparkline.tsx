import React from 'react';
import {useIntl} from 'react-intl';

import {trendNames} from './log_messages.ts';

import type {Trend} from '../../../server-bridge/attribution/incidents.ts';

const WIDTH = 72;
const HEIGHT = 20;

/** An incident over its own time, as small bars with the trend in words. */
export function Sparkline({histogram, trend}: {histogram: readonly number[]; trend: Trend}) {
    const {formatMessage} = useIntl();
    const top = Math.max(1, ...histogram);
    const step = WIDTH / Math.max(1, histogram.length);
    return (
        <span className='TokenAudit__trend'>
            {trend !== 'once' && (
                <svg
                    className='TokenAudit__sparkline'
                    width={WIDTH}
                    height={HEIGHT}
                    aria-hidden='true'
                >
                    {histogram.map((count, i) => {
                        const height = count === 0 ? 1 : Math.max(2, (count / top) * HEIGHT);
                        return (
                            <rect
                                key={i}
                                x={i * step}
                                y={HEIGHT - height}
                                width={step - 1}
                                height={height}
                            />
                        );
                    })}
                </svg>
            )}
            <span className='TokenAudit__muted TokenAudit__small'>{formatMessage(trendNames[trend])}</span>
        </span>
    );
}
