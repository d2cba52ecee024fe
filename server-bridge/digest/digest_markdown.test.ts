import {expect, test} from 'vitest';

import {ruleIds} from '../findings/finding.ts';

import {digestToMarkdown} from './digest_markdown.ts';

import type {ExportRow} from '../export/export_row.ts';
import type {Digest} from './digest.ts';

const row = (i: number, more: Partial<ExportRow> = {}): ExportRow => ({id: String(i).padStart(26, 't'), user_id: 'u'.repeat(26), username: 'ann', description: 'd'.repeat(255), is_active: true, findings: ['never_expires'], ...more});
const rows = Array.from({length: 30}, (_, i) => row(i));
const nothing: Digest = {first: false, added: [], gone: 0, revived: [], dangerous: [], failing: [], leaked: 0, unclear: 0, notes: [], caveats: []};

test('however much there is to tell, the worst and what could not be read stand in it', () => {
    const admins = row(99, {findings: ['owner_is_system_admin']});
    const text = digestToMarkdown({...nothing, added: rows, revived: rows, dangerous: [...rows, admins].map((one) => ({row: one, rules: one.findings})), leaked: 3, notes: ['The log could not be read.']});
    expect(text.length).toBeLessThan(16_384);
    expect(text).toContain('3 more');
    expect(text).toContain('_The log could not be read._');
    expect(text.indexOf(admins.id)).toBeLessThan(text.indexOf(row(0).id));
});

test('what does not fit into one post shortens its lists, and no section goes', () => {
    const long = Array.from({length: 30}, (_, i) => row(i, {description: '😀'.repeat(60), username: 'u'.repeat(64), findings: [...ruleIds]}));
    const text = digestToMarkdown({...nothing, added: long, gone: 7, revived: long, dangerous: long.map((one) => ({row: one, rules: one.findings})), unclear: 4});
    expect(text.length).toBeLessThan(16_384);
    expect(text).toMatch(/New findings \(30\)[^]*and 2\d more[^]*Usable again \(30\)[^]*New tokens \(30\)[^]*7 tokens are gone[^]*4 more/);
});
