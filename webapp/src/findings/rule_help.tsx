import React from 'react';
import {FormattedMessage} from 'react-intl';

import {ruleExplanations, ruleNames} from './rule_messages.ts';
import {SeverityMark} from './severity_mark.tsx';
import {thresholdMessages} from './threshold_messages.ts';

import type {RuleId, ServerPolicy} from '../../../server-bridge/findings/finding.ts';
import type {Policy} from '../../../server-bridge/findings/policy.ts';
import type {RuleFacts} from '../../../server-bridge/findings/rule_facts.ts';

interface Props {
    rule: RuleId;
    facts: RuleFacts;
    policy: Policy;
    server: ServerPolicy;
}

/** One rule explained. */
export function RuleHelp({rule, facts, policy, server}: Props) {
    const {usable, unusable, threshold, source} = facts;
    return (
        <section>
            <h3 className='TokenAudit__subheading'><FormattedMessage {...ruleNames[rule]}/></h3>
            <p className='TokenAudit__rule-severity'>
                {usable && <SeverityMark severity={usable}/>}
                {usable && unusable && (
                    <FormattedMessage
                        id='token_audit.rules.otherwise'
                        defaultMessage='while the token can be used; otherwise'
                    />
                )}
                {unusable && <SeverityMark severity={unusable}/>}
            </p>
            <p><FormattedMessage {...ruleExplanations[rule]}/></p>
            {threshold && (
                <p>
                    <FormattedMessage
                        {...thresholdMessages[threshold]}
                        values={{value: policy[threshold]}}
                    />
                </p>
            )}
            {rule === 'beyond_lifetime_policy' && <p><LifetimeLimit server={server}/></p>}
            <p className='TokenAudit__finding-source'>
                <FormattedMessage
                    id='token_audit.findings.source'
                    defaultMessage='Source: {source}'
                    values={{source: <code key='source'>{source}</code>}}
                />
            </p>
        </section>
    );
}

function LifetimeLimit({server: {maximum_lifetime_days: days}}: {server: ServerPolicy}) {
    if (days === undefined) {
        return (
            <FormattedMessage
                id='token_audit.rules.lifetime_unknown'
                defaultMessage='This server does not know such a limit, or it could not be read.'
            />
        );
    }
    return (
        <FormattedMessage
            id='token_audit.rules.lifetime'
            defaultMessage='{days, plural, =0 {This server sets no limit.} one {This server allows # day. Tokens of bots are exempt.} other {This server allows # days. Tokens of bots are exempt.}}'
            values={{days: Math.max(days, 0)}}
        />
    );
}
