import {readFileSync} from 'node:fs';
import path from 'node:path';

import {expect, test} from 'vitest';

import {ruleIds} from './finding.ts';
import {defaultPolicy, policySettings} from './policy.ts';
import {ruleFacts} from './rule_facts.ts';

test('docs/findings.md tells of every rule what holds in the code', () => {
    const doc = readFileSync(path.join(import.meta.dirname, '../../docs/findings.md'), 'utf8');
    const rows = [...doc.matchAll(/^\| `(\w+)` \| [^|]+ \| (\S+) \| (\S+) \| ([^|]+) \| `([^|]+)` \|$/gm)].map((row) => row.slice(1));

    expect(rows).toEqual(ruleIds.map((rule) => {
        const {usable = '–', unusable = '–', threshold, source} = ruleFacts[rule];
        return [rule, usable, unusable, threshold ? `${policySettings[threshold]} = ${defaultPolicy[threshold]}` : '–', source];
    }));
});

test('every threshold belongs to a rule', () => {
    const used = Object.values(ruleFacts).flatMap(({threshold}) => (threshold ? [threshold] : []));
    expect(used.sort()).toEqual(Object.keys(policySettings).sort());
});
