import React from 'react';
import {FormattedMessage, FormattedNumber} from 'react-intl';

import {Moment} from '../shared/moment.tsx';

import {IncidentToken, IncidentWho} from './incident_who.tsx';
import {LevelMark} from './level_mark.tsx';
import {reasonNames} from './log_messages.ts';
import {LogText} from './log_text.tsx';
import {Sparkline} from './sparkline.tsx';

import type {IncidentRow} from '../../../server-bridge/log_analysis/log_query.ts';
import type {Known} from './known.ts';

interface Props {
    incident: IncidentRow;
    known: Known;

    /** Whether its details are shown. */
    open: boolean;
    onOpen: (key: string) => void;

    /** Where it stands among the rows shown, from 0. */
    position: number;

    /** Distance from the first row, in px. */
    top: number;
}

/** One incident. */
export function IncidentTableRow({incident, known, open, onOpen, position, top}: Props) {
    const {key, reason, count, first, last, trend, histogram, addresses: [address, ...others]} = incident;
    return (
        <div
            role='row'
            aria-rowindex={position + 2}
            className={`TokenAudit__row TokenAudit__row--body ${open ? 'TokenAudit__row--ticked' : ''}`}
            style={{transform: `translateY(${top}px)`}}
        >
            <Cell>
                <span
                    className={`TokenAudit__swatch TokenAudit__bar--${reason}`}
                    aria-hidden='true'
                />
                <button
                    type='button'
                    className='TokenAudit__open TokenAudit__ellipsis'
                    aria-expanded={open}
                    onClick={() => onOpen(key)}
                >
                    <FormattedMessage {...reasonNames[reason]}/>
                </button>
            </Cell>
            <Cell>
                <IncidentWho
                    incident={incident}
                    known={known}
                />
            </Cell>
            <Cell>
                <IncidentToken
                    incident={incident}
                    known={known}
                />
            </Cell>
            <Cell><LevelMark of={incident}/></Cell>
            <Cell><FormattedNumber value={count}/></Cell>
            <Cell>{first === null ? <Unknown/> : <Moment at={first}/>}</Cell>
            <Cell>{last === null ? <Unknown/> : <Moment at={last}/>}</Cell>
            <Cell>
                <Sparkline
                    histogram={histogram}
                    trend={trend}
                />
            </Cell>
            <Cell>
                {address === undefined ? <Unknown/> : (
                    <span className='TokenAudit__ellipsis'>
                        <LogText
                            text={address[0]}
                            max={60}
                        />
                        {others.length > 0 && (
                            <>
                                {' '}
                                <span className='TokenAudit__muted'>
                                    <FormattedMessage
                                        id='token_audit.logs.more_addresses'
                                        defaultMessage='+{count, number}'
                                        values={{count: others.length}}
                                    />
                                </span>
                            </>
                        )}
                    </span>
                )}
            </Cell>
        </div>
    );
}

function Cell({children}: {children: React.ReactNode}) {
    return (
        <div
            role='cell'
            className='TokenAudit__cell'
        >
            {children}
        </div>
    );
}

function Unknown() {
    return (
        <span className='TokenAudit__muted'>
            <FormattedMessage
                id='token_audit.logs.not_in_log'
                defaultMessage='Not in the log'
            />
        </span>
    );
}
