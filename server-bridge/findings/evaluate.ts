import {ruleIds, severities} from './finding.ts';
import {rules} from './rules.ts';

import type {Finding, ServerPolicy, Severity, Subject} from './finding.ts';
import type {Policy} from './policy.ts';

const inOrder = ruleIds.map((id) => rules[id]);
const ranks = new Map(severities.map((severity, rank) => [severity, rank]));

/** Everything that is dangerous about one token, worst first, and in the order of `ruleIds` within a severity. `now` is ms since 1970. */
export function evaluate(subject: Subject, policy: Policy, server: ServerPolicy, now: number): Finding[] {
    const findings: Finding[] = [];
    for (const rule of inOrder) {
        const found = rule(subject, policy, server, now);
        if (found) {
            insert(findings, found);
        }
    }
    return findings;
}

/** 0 for the least severe; a higher number is worse. */
export function severityRank(severity: Severity): number {
    return ranks.get(severity) ?? 0;
}

// Behind those that are as severe: cheaper than a sort for the few that one token has.
function insert(findings: Finding[], found: Finding): void {
    let i = findings.length;
    findings.push(found);
    for (let before = findings[i - 1]; before && severityRank(before.severity) < severityRank(found.severity); before = findings[i - 1]) {
        findings[i] = before;
        i--;
    }
    findings[i] = found;
}
