import React from 'react';
import {FormattedMessage} from 'react-intl';

import {Evidence} from './evidence.tsx';
import {NoFindings} from './no_findings.tsx';
import {ruleExplanations, ruleNames} from './rule_messages.ts';
import {SeverityMark} from './severity_mark.tsx';
import './findings.css';

import type {Finding} from '../../../server-bridge/findings/finding.ts';

interface Props {

    /** Of one token, worst first. */
    findings: readonly Finding[];

    /** Whether something the rules look at is not known yet, or cannot be. */
    partial?: boolean;
}

/** Every finding of one token: what was seen, where, why it matters and what to do. */
export function FindingList({findings, partial = false}: Props) {
    if (findings.length === 0) {
        return <p><NoFindings partial={partial}/></p>;
    }
    return (
        <>
            <ul className='TokenAudit__findings'>
                {findings.map((finding) => (
                    <li key={finding.rule}>
                        <div className='TokenAudit__finding-head'>
                            <SeverityMark severity={finding.severity}/>
                            <strong><FormattedMessage {...ruleNames[finding.rule]}/></strong>
                        </div>
                        <p><Evidence finding={finding}/></p>
                        <p className='TokenAudit__muted'><FormattedMessage {...ruleExplanations[finding.rule]}/></p>
                        <p className='TokenAudit__finding-source'>
                            <FormattedMessage
                                id='token_audit.findings.source'
                                defaultMessage='Source: {source}'
                                values={{source: <code key='source'>{finding.source}</code>}}
                            />
                        </p>
                    </li>
                ))}
            </ul>
            {partial && (
                <p className='TokenAudit__muted'>
                    <FormattedMessage
                        id='token_audit.findings.partial'
                        defaultMessage='Not everything about this token is known; there may be more findings.'
                    />
                </p>
            )}
        </>
    );
}
