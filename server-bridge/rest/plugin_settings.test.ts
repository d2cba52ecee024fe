import {expect, test} from 'vitest';

import {parseBulkSettings} from '../bulk/bulk_settings.ts';
import {parsePolicy} from '../findings/policy.ts';
import {parseLokiSettings} from '../log_sources/loki_settings.ts';

import {pluginSettings} from './plugin_settings.ts';

const config = (settings: unknown) => ({PluginSettings: {Plugins: {'token-audit': settings}}});

test.each([
    [undefined], [null], [''], [7], [[]], [{}],
    [{PluginSettings: null}],
    [{PluginSettings: {Plugins: null}}],
    [{PluginSettings: {Plugins: {'token-audit': null}}}],
    [config('text')],
    [config([])],
])('a config like %j has no settings', (answer) => {
    expect(pluginSettings(answer)).toEqual({});
});

test('a key that is the name of a prototype is one like any other', () => {
    const settings = pluginSettings(JSON.parse('{"PluginSettings":{"Plugins":{"token-audit":{"__proto__":{"notseendays":1}}}}}'));
    expect(settings.notseendays).toBeUndefined();
});

test('every setting counts in any case, as someone writes it into config.json', () => {
    const saved = config({NotSeenDays: 30, RecordChannel: 'ops/audit', lokiAddress: '/loki'});
    expect(parsePolicy(pluginSettings(saved)).not_seen_days).toBe(30);
    expect(parseBulkSettings(saved).record_channel).toEqual({kind: 'named', team: 'ops', channel: 'audit'});
    expect(parseLokiSettings(pluginSettings(saved))).toMatchObject({url: '/loki'});
});
