import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {NoFindings} from './no_findings.tsx';
import {ruleNames} from './rule_messages.ts';
import {SeverityMark} from './severity_mark.tsx';
import './findings.css';

import type {Finding} from '../../../server-bridge/findings/finding.ts';

interface Props {

    /** Of one token, worst first. */
    findings: readonly Finding[];

    /** Whether something the rules look at is not known yet, or cannot be. */
    partial?: boolean;
}

/** The findings of one token in a table's cell: how severe the worst is, and how many there are. Their names show on hover. */
export function FindingMarks({findings, partial = false}: Props) {
    const {formatMessage} = useIntl();
    const worst = findings[0];
    if (!worst) {
        return <NoFindings partial={partial}/>;
    }
    return (
        <span
            className='TokenAudit__finding-marks'
            title={findings.map(({rule}) => formatMessage(ruleNames[rule])).join('\n')}
        >
            <SeverityMark severity={worst.severity}/>
            <span className='TokenAudit__finding-count'>
                <FormattedMessage
                    id='token_audit.findings.count'
                    defaultMessage='{count, plural, one {# finding} other {# findings}}'
                    values={{count: findings.length}}
                />
            </span>
        </span>
    );
}
