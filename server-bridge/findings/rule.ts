import {ruleFacts} from './rule_facts.ts';

import type {Finding, RuleId, ServerPolicy, Severity, Subject} from './finding.ts';
import type {Policy} from './policy.ts';

/** Looks at one token for one danger. `now` is ms since 1970. What is not known never makes a finding. */
export type Rule = (subject: Subject, policy: Policy, server: ServerPolicy, now: number) => Finding | undefined;

export const DAY = 24 * 60 * 60 * 1000;

export function hasExpired({token}: Subject, now: number): boolean {
    const {expires_at} = token;
    return expires_at !== undefined && expires_at > 0 && expires_at <= now;
}

/** Whether a request with the token's secret would be let in, as far as known: who is not known to be deactivated is active. */
export function isUsable(subject: Subject, now: number): boolean {
    const {token, owner} = subject;
    return token.is_active && !(owner && owner.delete_at > 0) && !hasExpired(subject, now);
}

/** The rule's finding with the severity its facts give; none where they tell it to be silent. */
export function finding(rule: RuleId, subject: Subject, now: number, evidence: Finding['evidence'], severity?: Severity): Finding | undefined {
    const facts = ruleFacts[rule];
    const bySubject = isUsable(subject, now) ? facts.usable : facts.unusable;
    return bySubject && {rule, severity: severity ?? bySubject, evidence, source: facts.source};
}
