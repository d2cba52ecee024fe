import React from 'react';
import {useIntl} from 'react-intl';

import {trendNames} from './log_messages.ts';

import type {Trend} from '../../../server-bridge/attribution/incidents.ts';

const WIDTH = 64;
const HEIGHT = 20;

/** An incident over its own time, as small bars that say the trend in words to who hovers or listens. */
export function Sparkline({histogram, trend}: {histogram: readonly number[]; trend: Trend}) {
    const {formatMessage} = useIntl();
    const name = formatMessage(trendNames[trend]);
    if (trend === 'once') {
        return <span className='TokenAudit__muted'>{name}</span>;
    }
    const top = Math.max(1, ...histogram);
    const step = WIDTH / Math.max(1, histogram.length);
    return (
        <svg
            className='TokenAudit__sparkline'
            width={WIDTH}
            height={HEIGHT}
            role='img'
            aria-label={name}
        >
            <title>{name}</title>
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
    );
}
