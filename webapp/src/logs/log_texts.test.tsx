import React from 'react';
import {expect, test} from 'vitest';

import {textOf as spacedTextOf} from '../shared/text_fixture.tsx';

import {BlindnessList} from './blindness_list.tsx';
import {LeakNotice} from './leak_notice.tsx';
import {Bytes, LogList} from './log_list.tsx';
import {LogProblemMessage} from './log_problem_message.tsx';

import type {Blindness, LogProblem, LogRead} from './log_snapshot.ts';

/** In one piece, whatever tags a number or a setting's name stands in. */
const textOf = (element: React.ReactElement) => spacedTextOf(element, '');

test.each<[Blindness, string]>([
    [{kind: 'level_hides_addresses', file_level: 'INFO'}, 'LogSettings.FileLevel, now INFO'],
    [{kind: 'restricted_admin'}, 'ExperimentalSettings.RestrictSystemAdmin'],
    [{kind: 'state_incomplete'}, 'read the log again'],
    [{kind: 'too_many_events', dropped: 1}, '1 more failed request was counted but not kept'],
    [{kind: 'settings_unreadable'}, 'settings could not be read'],
    [{kind: 'no_audit_file'}, 'ExperimentalAuditSettings.FileEnabled'],
    [{kind: 'file_logging_off'}, 'LogSettings.EnableFile'],
    [{kind: 'rotated_away', name: 'a\u202Eb'}, 'a&lt;202E&gt;b: the file was rotated'],
    [{kind: 'broken_off', name: 'a.gz'}, 'a.gz could not be unpacked to its end'],
    [{kind: 'only_recent_lines', name: 'Server log', lines: 10000}, 'its last 10,000 lines only'],
    [{kind: 'only_this_node'}, 'files of the other nodes'],
    [{kind: 'unread', name: 'Loki', since: 0, until: 60_000, why: 'timeout'}, 'Loki: from Jan 1, 1970, 12:00:00 AM to Jan 1, 1970, 12:01:00 AM nothing could be read: timeout'],
])('what cannot be seen is said with what would change it: %j', (blind, text) => {
    expect(textOf(<BlindnessList blindness={[blind]}/>)).toContain(text);
});

test.each<[LogProblem, string]>([
    [{kind: 'rest', error: {kind: 'forbidden', message: '', server_error_id: ''}}, 'get_logs'],
    [{kind: 'rest', error: {kind: 'server', message: '', server_error_id: ''}}, 'Output logs to file'],
    [{kind: 'rest', error: {kind: 'network', message: '', server_error_id: ''}}, 'did not answer'],
    [{kind: 'rest', error: {kind: 'forbidden', message: '', server_error_id: 'api.admin.file_read_error'}}, 'MM_LOG_PATH'],
    [{kind: 'input', input: 'no_log'}, 'no log in this archive'],
    [{kind: 'input', input: 'constructor'}, 'choose it again'],
    [{kind: 'worker'}, 'Reload the browser tab'],
])('a log that cannot be read says why, and the way out: %j', (problem, text) => {
    expect(textOf(<LogProblemMessage problem={problem}/>)).toContain(text);
});

const log: LogRead = {name: 'mattermost.log', bytes: 1_500_000, total_bytes: 3_000_000, lines: 1200, unparsed: 0, state: 'reading'};

test.each<[Partial<LogRead>, string]>([
    [{}, 'mattermost.log1.5 MB of 3 MB1,200 lines'],
    [{total_bytes: null}, 'mattermost.log1.5 MB1,200 lines'],
    [{state: 'read', unparsed: 2}, 'mattermost.log1.5 MB1,200 lines, 2 of them no log lines'],
    [{state: 'waiting', lines: 0}, 'mattermost.logWaiting'],
])('a log tells how far it is: %j', (known, text) => {
    expect(textOf(<LogList logs={[{...log, ...known}]}/>)).toBe(text);
});

test.each([[0, '0 bytes'], [1, '1 byte'], [999, '999 bytes'], [15_400, '15 kB'], [105_000_000, '105 MB'], [1.05e9, '1.1 GB'], [2e12, '2,000 GB']])('%d bytes are said as %s', (bytes, text) => {
    expect(textOf(<Bytes bytes={bytes}/>)).toBe(text);
});

test.each([
    [0, 'None is known to belong to a token that could work again.'],
    [1, '1 belongs to a token that is only deactivated, or whose owner is: it works again when they come back.'],
    [2, '2 belong to tokens that are only deactivated, or whose owners are: they work again when those come back.'],
])('of the secrets a log gives away, %d may work again', (revivable, text) => {
    const leak = {secrets: 3, revivable, live: 0, token_ids: [], seen: []};
    expect(textOf(
        <LeakNotice
            leak={leak}
            onSelect={() => undefined}
        />,
    )).toContain(`The log shows 3 secrets in clear. ${text}`);
});

test('a secret that works right now comes first', () => {
    const leak = {secrets: 2, revivable: 0, live: 1, token_ids: [], seen: []};
    expect(textOf(
        <LeakNotice
            leak={leak}
            onSelect={() => undefined}
        />,
    )).toContain('in clear. 1 belongs to a token or session that works right now. None is known');
});
