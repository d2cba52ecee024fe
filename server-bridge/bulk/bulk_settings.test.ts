import {expect, test} from 'vitest';

import {DEFAULT_OWNER_MESSAGE, parseBulkSettings} from './bulk_settings.ts';

import type {RecordChannel} from './bulk_settings.ts';

const config = (settings: unknown) => ({PluginSettings: {Plugins: {'token-audit': settings}}});
const defaults = {owner_message: DEFAULT_OWNER_MESSAGE, record_channel: {kind: 'none'}};

test.each([
    [undefined], [null], [''], [7], [[]], [{}],
    [{PluginSettings: null}],
    [{PluginSettings: {Plugins: []}}],
    [{PluginSettings: {Plugins: {'token-audit': null}}}],
    [config('text')],
    [config({ownermessage: 7, recordchannel: {team: 'x'}})],
    [config({ownermessage: ' \n ', recordchannel: '\t'})],
])('a config like %j gives the defaults', (answer) => {
    expect(parseBulkSettings(answer)).toEqual(defaults);
});

const named = (team: string, channel: string): RecordChannel => ({kind: 'named', team, channel});
test.each<[string, RecordChannel]>([
    ['ops/token-audit', named('ops', 'token-audit')],
    [' Ops/~Token_Audit/ ', named('ops', 'token_audit')],
    ['ops/channels/audit', named('ops', 'audit')],
    ['https://chat.example.com/sub/path/ops/channels/audit', named('ops', 'audit')],
    ['audit', {kind: 'invalid'}],
    ['~audit', {kind: 'invalid'}],
    ['ops/../audit', {kind: 'invalid'}],
    ['ops/audit?x=1', {kind: 'invalid'}],
    ['ops/au dit', {kind: 'invalid'}],
    ['ops/audit\nops/other', {kind: 'invalid'}],
    [`ops/${'a'.repeat(65)}`, {kind: 'invalid'}],
    ['javascript:alert(1)', {kind: 'invalid'}],
])('the record channel %j is %j', (setting, channel) => {
    expect(parseBulkSettings(config({recordchannel: setting})).record_channel).toEqual(channel);
});

test('a template of any length leaves room for the tokens', () => {
    expect([...parseBulkSettings(config({ownermessage: '😀'.repeat(5000)})).owner_message]).toHaveLength(2000);
});
