import React from 'react';
import {FormattedMessage} from 'react-intl';

import {ruleIds, severities} from '../../../server-bridge/findings/finding.ts';
import {ruleFacts} from '../../../server-bridge/findings/rule_facts.ts';

import {RuleHelp} from './rule_help.tsx';
import {SeverityMark} from './severity_mark.tsx';
import {severityMeanings} from './severity_messages.ts';
import './findings.css';

import type {ServerPolicy} from '../../../server-bridge/findings/finding.ts';
import type {Policy} from '../../../server-bridge/findings/policy.ts';

const worstFirst = [...severities].reverse();

interface Props {
    policy: Policy;
    server: ServerPolicy;
}

/** Every rule explained, with its severity, the limit in force and where it looks. The content of a page or a dialog. */
export function RulesHelp({policy, server}: Props) {
    return (
        <div className='TokenAudit__rules'>
            <p>
                <FormattedMessage
                    id='token_audit.rules.intro'
                    defaultMessage='Each rule looks at one token. What is not known never makes a finding: a token without findings may have some once more is known about it. The limits are set on the plugin’s settings page.'
                />
            </p>
            <ul className='TokenAudit__severities'>
                {worstFirst.map((severity) => (
                    <li key={severity}>
                        <SeverityMark severity={severity}/>
                        <FormattedMessage {...severityMeanings[severity]}/>
                    </li>
                ))}
            </ul>
            {ruleIds.map((rule) => (
                <RuleHelp
                    key={rule}
                    rule={rule}
                    facts={ruleFacts[rule]}
                    policy={policy}
                    server={server}
                />
            ))}
        </div>
    );
}
