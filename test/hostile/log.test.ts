import fc from 'fast-check';
import {describe, expect, test} from 'vitest';

import {formats} from '../../server-bridge/cli/scan.ts';
import {classify} from '../../server-bridge/log/classify.ts';
import {fingerprintOf, secretMark} from '../../server-bridge/log/fingerprint.ts';
import {parseAudit} from '../../server-bridge/log/parse_audit.ts';
import {parseLine} from '../../server-bridge/log/parse_line.ts';
import {parsePlainFields} from '../../server-bridge/log/parse_plain_fields.ts';
import {parseTime} from '../../server-bridge/log/parse_time.ts';
import {redact, safePath} from '../../server-bridge/log/redact.ts';
import {scanFiles} from '../../server-bridge/log/scan_files.ts';
import {LineSplitter, LONGEST_LINE} from '../../server-bridge/log/split_lines.ts';
import {takeSecret, takeThrottleKey} from '../../server-bridge/log/take_secret.ts';
import {LogAnalysis} from '../../server-bridge/log_analysis/log_analysis.ts';
import {noLogFilter} from '../../server-bridge/log_analysis/log_query.ts';
import {makeReport} from '../../server-bridge/log_analysis/report.ts';
import {recognise, settle} from '../../server-bridge/trace/recognise.ts';
import {deadCredential, failedRequest, formats as lineFormats, jsonLine, REQUEST_ID, USER_ID, wrappers} from '../logs/formats.ts';
import {chunksOf, readEvents} from '../logs/read_events.ts';

import {flawsIn, hostileNumbers, hostileText, hostileTexts, hostileValue, megabyte, spoiled, spoiledJson, watchPrototypes} from './hostile.ts';

watchPrototypes();

const SECRET = 'mfmksbp9q7ycxfrsp5kkmgmb4e';
const request = JSON.parse(failedRequest(jsonLine, 403)) as Record<string, unknown>;
const audit = {
    timestamp: '2026-11-25 01:15:03.848 Z', event_name: 'createUserAccessToken', status: 'success', actor: {user_id: USER_ID, session_id: REQUEST_ID, client: 'curl', ip_address: '10.0.0.1'},
    meta: {api_path: '/api/v4/users/me/tokens'}, event: {parameters: {token_id: USER_ID, user_id: USER_ID}, resulting_state: {id: USER_ID, username: 'x', create_at: 5}}, error: {status_code: 403},
};

/** A line of a log with something hostile in it, in any format and wrapping. */
const hostileLine = fc.oneof(
    spoiledJson(request), spoiledJson(audit),
    fc.record({
        format: fc.constantFrom(...Object.values(lineFormats)), wrap: fc.constantFrom(...Object.values(wrappers)), status: fc.integer({min: 400, max: 599}),
        fields: fc.record({path: hostileText, user_id: hostileText, ip_addr: hostileText, error: hostileText, msg: hostileText}, {requiredKeys: []}),
    }).map(({format, wrap, status, fields}) => wrap(failedRequest(format, status, fields))),
    fc.tuple(fc.constantFrom(...Object.values(lineFormats)), hostileText).chain(([format, credential]) => fc.constantFrom(...deadCredential(format, credential, 'inactive_token'))),
    hostileText,
);

describe('parts of a line', () => {
    test('whatever a line holds, it is sound or no line of a log', () => {
        fc.assert(fc.property(hostileLine, (text) => {
            const parsed = parseLine(text);
            if (parsed?.kind === 'log') {
                expect(parsed.line.at === null || !Number.isNaN(new Date(parsed.line.at).getTime())).toBe(true);
                expect(flawsIn(classify(parsed.line)?.event)).toEqual([]);
            }
        }), {numRuns: 400});
    });

    test('of any object as fields only an event comes', () => {
        fc.assert(fc.property(fc.constantFrom('Invalid session', 'Denied due to throttling settings code=429', 'Received HTTP request', ''), spoiled({...request, status_code: '404', key: 'x', url: '/x'}), (msg, fields) => {
            const event = classify({at: 1, msg, isPlain: false, fields: fields !== null && typeof fields === 'object' ? fields as Record<string, unknown> : {}})?.event;
            expect(flawsIn(event)).toEqual([]);
            expect(event?.status ?? 404).toSatisfy((status: number) => Number.isInteger(status) && status >= 400 && status < 600);
        }), {numRuns: 500});
    });

    test('a row of an audit file is sound, and as short as its fields may be', () => {
        expect(parseAudit(audit)).toMatchObject({user_id: USER_ID});
        fc.assert(fc.property(spoiled(audit), (row) => {
            const record = parseAudit(row !== null && typeof row === 'object' ? row as Record<string, unknown> : {});
            expect(flawsIn(record)).toEqual([]);
            expect(JSON.stringify(record ?? '').length).toBeLessThan(6000);
        }), {numRuns: 400});
    });

    test('a time is one that a Date can hold, or none', () => {
        fc.assert(fc.property(fc.oneof(hostileValue, fc.double(), fc.constantFrom(...hostileNumbers), fc.date().map((date) => (Number.isNaN(date.getTime()) ? 'x' : date.toISOString()))), (value) => {
            const at = parseTime(value);
            expect(at === null || !Number.isNaN(new Date(at).getTime())).toBe(true);
        }), {numRuns: 400});
    });

    test('fields of plain text are texts, under names that inherit nothing', () => {
        fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('__proto__', 'constructor', 'path', 'error', 'toString'), hostileText)), (pairs) => {
            const fields = parsePlainFields(pairs.map(([key, value]) => `${key}="${value}"`).join(' ')) ?? {};
            expect(Object.values(fields).every((value) => typeof value === 'string')).toBe(true);
            expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
        }));
    });

    test('a credential is what the server logged of it', () => {
        fc.assert(fc.property(hostileText.filter((text) => text !== '' && text.length <= 90 && !/token=/i.test(text)), hostileText, (start, end) => {
            const text = `${start}${/token=/i.test(end) || end.length > 90 ? '' : `, err=${end}`}`;
            expect(takeSecret(`GetSession: Invalid session token=${text}, err=<no value>, inactive_token`)).toBe(text);
            expect(takeThrottleKey(text) ?? text).toSatisfy((key: string) => text.startsWith(key));
        }));
    });
});

test('lines are cut the same wherever chunks end, and none is held beyond a megabyte', () => {
    const bytes = fc.array(fc.oneof(fc.uint8Array({maxLength: 50}), fc.constant(Uint8Array.of(10)), fc.constant(new Uint8Array(LONGEST_LINE - 1).fill(65)), fc.constant(Uint8Array.of(0xff, 0xfe, 0xc0, 0x80))), {maxLength: 8}).
        map((parts) => new Uint8Array(Buffer.concat(parts)));
    const linesOf = (chunks: readonly Uint8Array[]) => {
        const splitter = new LineSplitter();
        const lines: string[] = [];
        const take = (blocks: ReturnType<LineSplitter['push']>) => {
            for (const block of blocks) {
                lines.push(...Buffer.from(block.bytes.subarray(block.from, block.to)).toString('latin1').split('\n').slice(0, block.bytes[block.to - 1] === 10 ? -1 : undefined).map((line) => (block.cut ? 'cut' : line)));
            }
        };
        chunks.forEach((chunk) => take(splitter.push(chunk)));
        take(splitter.end());
        return lines;
    };
    fc.assert(fc.property(bytes, fc.integer({min: 1, max: 100_000}), (all, size) => {
        const chunks = Array.from({length: Math.ceil(all.length / size)}, (_, i) => all.subarray(i * size, (i + 1) * size));
        const lines = linesOf(size < 1000 && all.length > 200_000 ? [all.subarray(0, size), all.subarray(size)] : chunks);
        const whole = Buffer.from(all).toString('latin1').split('\n').slice(0, all.at(-1) === 10 ? -1 : undefined);
        expect(lines.map((line, i) => line === 'cut' || line === whole[i])).toEqual(whole.slice(0, all.length === 0 ? 0 : undefined).map(() => true));
        expect(lines.every((line, i) => line !== 'cut' || (whole[i]?.length ?? 0) >= LONGEST_LINE - 1)).toBe(true);
    }), {numRuns: 60});
});

test('a log of hostile lines is read to its end, and every view and format can be written of it', async () => {
    await fc.assert(fc.asyncProperty(fc.array(hostileLine, {minLength: 1, maxLength: 8}), async (lines) => {
        const text = lines.join('\n');
        const scan = await scanFiles([{name: hostileTexts['terminal escapes'], bytes: chunksOf(text)}]);
        expect(flawsIn([scan.events, scan.records])).toEqual([]);
        expect(scan.lines).toBe(text.replace(/\n$/, '').split('\n').length - Number(text === ''));
        const report = makeReport(scan);
        for (const write of Object.values(formats)) {
            expect([...write(report)].join('').length).toBeGreaterThan(0);
        }
        const analysis = new LogAnalysis();
        analysis.attribute(scan, undefined);
        const view = analysis.view(noLogFilter);
        expect(flawsIn([view, view.incidents.map(({key}) => analysis.detail(key, noLogFilter))])).toEqual([]);
    }), {numRuns: 300});
});

test('bytes that are no text at all are read to their end', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({maxLength: 500}), fc.integer({min: 1, max: 50}), async (noise, size) => {
        const known = new TextEncoder().encode(`\n${failedRequest(jsonLine, 403)}\n`);
        const {events} = await readEvents(new Uint8Array([...noise, ...known]), size);
        expect(events.at(-1)).toMatchObject({status: 403, request_id: REQUEST_ID});
    }), {numRuns: 200});
});

describe('texts that are shown', () => {
    test('redacted, are never much longer, and hold a path without its query', () => {
        fc.assert(fc.property(hostileLine, (line) => {
            // A mark is 17 characters, and a credential has one at least.
            expect(redact(line).length).toBeLessThanOrEqual(line.length * 17);
            expect(safePath(`${line}?token=${SECRET}`) ?? '').not.toContain(SECRET);
        }), {numRuns: 300});
    });

    test.each(['token=', 'a:', '1.', 'x@', ' "', '\\', '\n', '{', `${SECRET} `, ', token=', 'error="'])('a megabyte of %j is redacted and recognised', (piece) => {
        const text = megabyte(piece);
        expect(redact(text)).not.toContain(SECRET);
        const recognised = recognise(text, () => false);
        expect(settle(recognised, new Set(recognised.unsure.map(({value}) => value))).text).not.toContain(SECRET);
        const line = parseLine(jsonLine('info', 'Invalid session', [['error', text]]));
        expect(line?.kind === 'log' ? flawsIn(classify(line.line)?.event) : ['no line']).toEqual([]);
        expect(Object.keys(parsePlainFields(text) ?? {}).length).toBeLessThan(5);
    });

    test('traced, words look like what they are said to be', () => {
        fc.assert(fc.property(hostileText, (text) => {
            for (const word of recognise(text, () => false).words) {
                expect(flawsIn(word)).toEqual([]);
                expect(JSON.stringify(word)).toMatch(/^[\x20-\x7e]*$/);
            }
        }), {numRuns: 500});
    });
});

test.each([
    ['{"Authorization":["Basic dXNlcjpwYXNz"]}', 'dXNlcjpwYXNz'],
    ['{"token":["ghp_x"],"kept":1}', 'ghp_x'],
    ['{"password":"correct horse \\"battery\\" staple","kept":1}', 'correct horse \\"battery\\" staple'],
    ['{"msg":"{\\"password\\":\\"correct horse\\",\\"kept\\":1}"}', 'correct horse'],
])('what a plugin logs as a secret is hidden whole: %s', (line, secret) => {
    expect(redact(line)).toBe(line.replace(secret, secretMark(fingerprintOf(secret))));
    expect(redact(redact(line))).toBe(redact(line));
});

test.each([['{"token":["ghp_x","ghp_y"],"kept":["a"]}', '","'], ['{"msg":"{\\"secret\\": [\\"ghp_x\\", \\"ghp_y\\"]}"}', '\\", \\"']])('every secret of a list is hidden: %s', (line, between) => {
    const [first, second] = ['ghp_x', 'ghp_y'].map((secret) => secretMark(fingerprintOf(secret)));
    expect(redact(line)).toBe(line.replace(`ghp_x${between}ghp_y`, `${first}${between}${second}`));
    expect(redact(redact(line))).toBe(redact(line));
});
