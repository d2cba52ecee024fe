import {readFileSync} from 'node:fs';
import path from 'node:path';

import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {createAdmin, installFixture} from '../../test/host/fixture_plugin.ts';
import {startMattermost} from '../../test/mattermost/start_mattermost.ts';
import {pluginSettings} from '../rest/plugin_settings.ts';

import {defaultPolicy, parsePolicy, policySettings} from './policy.ts';

import type {Mattermost} from '../../test/mattermost/start_mattermost.ts';
import type {Policy} from './policy.ts';

const names = Object.keys(policySettings) as Array<keyof Policy>;
const manifest = JSON.parse(readFileSync(path.join(import.meta.dirname, '../../plugin.json'), 'utf8')) as {
    settings_schema: {settings: Array<{key: string; type: string; default?: unknown}>};
};

describe('a threshold', () => {
    test.each<[unknown, number]>([
        [null, 90],
        [undefined, 90],
        ['', 90],
        ['   ', 90],
        [[], 90],
        [[30], 90],
        [{}, 90],
        [{valueOf: () => 30}, 90],
        [true, 90],
        [false, 90],
        [NaN, 90],
        [Infinity, 90],
        [-Infinity, 90],
        [-1, 90],
        ['-1', 90],
        [30.5, 90],
        ['30.5', 90],
        ['1e3', 90],
        ['0x10', 90],
        ['30 days', 90],
        ['30; DROP TABLE', 90],
        ['٣٠', 90],
        ['9'.repeat(400), 90],
        [100_001, 90],
        [Number.MAX_SAFE_INTEGER, 90],
        [BigInt(30), 90],
        [0, 0],
        ['0', 0],
        [30, 30],
        ['30', 30],
        [' 30 ', 30],
        ['007', 7],
        [100_000, 100_000],
    ])('saved as %o is %i days', (value, days) => {
        expect(parsePolicy({notseendays: value}).not_seen_days).toBe(days);
    });
});

test('settings that name none leave every default in force', () => {
    expect([parsePolicy({}), parsePolicy({other: 1})]).toEqual([defaultPolicy, defaultPolicy]);
});

test('one hostile value does not spoil the others', () => {
    expect(parsePolicy({notseendays: 'x', maxactivetokens: 3})).toEqual({...defaultPolicy, max_active_tokens: 3});
});

test('every threshold is a number setting of the manifest, with the same default', () => {
    const numbers = manifest.settings_schema.settings.filter(({type}) => type === 'number');
    expect(numbers.map(({key, default: value}) => [key, value])).toEqual(names.map((name) => [policySettings[name], defaultPolicy[name]]));
});

describe('the real server', () => {
    let server: Mattermost;
    beforeAll(async () => {
        server = await startMattermost();
    });
    afterAll(() => server?.stop());

    test('takes the manifest\'s settings and gives back what the host saves', async () => {
        const api = await createAdmin(server.url);
        await installFixture(api, {id: 'token-audit', initialize: '', settingsSchema: manifest.settings_schema});
        const saved = async () => parsePolicy(pluginSettings(await (await api('/config')).json()));
        expect(await saved()).toEqual(defaultPolicy);

        // As the host's Save: lower-cased keys, a number where one was typed, null where the field was emptied, "" where it never held one.
        const settings = {notseendays: 30, nosessiondays: '3', inactivedays: null, maxactivetokens: '', expiressoondays: 0};
        await api('/config/patch', {method: 'PUT', body: JSON.stringify({PluginSettings: {Plugins: {'token-audit': settings}}})});
        expect(await saved()).toEqual({...defaultPolicy, not_seen_days: 30, no_session_days: 3, expires_soon_days: 0});
    });
});
