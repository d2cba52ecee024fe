import fc from 'fast-check';
import {expect, test} from 'vitest';

import {readRegistered} from '../../server-bridge/attribution/registered.ts';
import {readQuarantine} from '../../server-bridge/bulk/quarantine.ts';
import {resolveRecipients} from '../../server-bridge/bulk/recipients.ts';
import {LastLines} from '../../server-bridge/log_sources/last_lines.ts';
import {parseTail} from '../../server-bridge/log_sources/loki_client.ts';
import {parseLokiSettings} from '../../server-bridge/log_sources/loki_settings.ts';
import {loadMyTokens} from '../../server-bridge/my_tokens/load_my_tokens.ts';
import {DEFAULT_REMINDER_DAYS, readReminder, reminderDays} from '../../server-bridge/my_tokens/reminder.ts';
import {endRotation, readRotations, rememberRotation} from '../../server-bridge/my_tokens/rotations.ts';
import {loadBotOwners} from '../../server-bridge/owners/bots.ts';
import {loadCreateRight, rolesToCreate} from '../../server-bridge/people/create_right.ts';
import {readPreferences} from '../../server-bridge/preferences/preferences.ts';
import {loadSavedViews} from '../../server-bridge/preferences/saved_views.ts';
import {loadLogSettings} from '../../server-bridge/rest/log_settings.ts';
import {RestClient} from '../../server-bridge/rest/rest_client.ts';
import {RestError} from '../../server-bridge/rest/rest_error.ts';
import {loadServerSettings} from '../../server-bridge/rest/server_settings.ts';
import {loadKnown} from '../../server-bridge/trace/known.ts';

import {flawsIn, hostileText, hostileValue, spoiled, spoiledJson, watchPrototypes} from './hostile.ts';

watchPrototypes();

const id = (letter: string) => letter.repeat(26);
const FINGERPRINT = 'f'.repeat(64);
const preference = (name: string, value: unknown) => ({category: 'token_audit', name, value: typeof value === 'string' ? value : JSON.stringify(value)});

/** What a sound server answers to everything that is read here, by the call. */
const sound = {
    getMe: {id: id('u'), username: 'anna', roles: 'system_user', delete_at: 0},
    getConfig: {
        ServiceSettings: {EnableUserAccessTokens: true, MaximumPersonalAccessTokenLifetimeDays: 30},
        LogSettings: {EnableFile: true, FileLevel: 'INFO', FileJson: true},
        ExperimentalSettings: {RestrictSystemAdmin: false},
        ClusterSettings: {Enable: false},
        PluginSettings: {Plugins: {'token-audit': {notseendays: 30}}},
    },
    getClientConfig: {EnableUserAccessTokens: 'true', MaximumPersonalAccessTokenLifetimeDays: '30'},
    getAllRoles: [{name: 'system_admin', permissions: ['create_user_access_token'], delete_at: 0}, {name: 'none', permissions: null}],
    getBots: [{user_id: id('b'), owner_id: id('u'), delete_at: 0}],
    getBotsIncludeDeleted: [{user_id: id('b'), owner_id: id('u'), delete_at: 0}],
    getProfiles: [{id: id('u'), username: 'anna'}],
    getProfilesByIds: [{id: id('b'), username: 'bot', roles: 'system_user', is_bot: true, delete_at: 0}],
    getUserAccessTokensForUser: [{id: id('t'), user_id: id('u'), description: 'job', is_active: true}],
    getSessions: [{id: id('s'), user_id: id('u'), create_at: 1, last_activity_at: 2, props: {type: 'UserAccessToken', user_access_token_id: id('t')}}],
    getUserAudits: [{id: id('a'), create_at: 1, user_id: id('u'), action: `/api/v4/users/${id('u')}/tokens`, extra_info: `success - token_id=${id('t')}`, ip_address: '10.0.0.1', session_id: id('s')}],
    getPreferencesOfCategory: [
        preference('rotate_reminder', {version: 1, days: 30}),
        preference('rotations', {version: 1, rotations: [{old_id: id('o'), new_id: id('n'), started_at: 5}]}),
        preference('saved_views', {version: 1, views: [{name: 'bots', search: '?owner=bot'}]}),
        preference('q_aaaaaaaaaaaa_0', {version: 1, at: 5, reason: 'leak', ids: id('t')}),
        preference(id('t'), FINGERPRINT),
    ],
    getPlainLogs: ['{"level":"info","msg":"x"}'],
} satisfies Partial<Record<keyof RestClient, unknown>>;

type Call = keyof typeof sound;

/** A client that is answered so, without a server: no real one could be brought to say it. */
function answering(answers: Partial<Record<Call, unknown>>): RestClient {
    const client = new RestClient({url: 'http://127.0.0.1:9'});
    return Object.assign(client, Object.fromEntries(Object.entries({...sound, ...answers}).map(([call, answer]) => [call, async () => answer])));
}

const anna = {id: id('u'), roles: ['system_admin'], is_bot: false};
const ofAnna = {id: id('t'), user_id: id('u'), description: 'job', is_active: true};

/** Each reading, the calls it makes, and what a sound server makes of it. */
const readings: Array<[string, Call[], (client: RestClient) => Promise<unknown>, unknown]> = [

    // The plugin's own settings come as they are: each that reads them has a property of its own.
    ['the server\'s settings', ['getConfig'], (client) => loadServerSettings(client).then((settings) => ({...settings, plugin: typeof settings.plugin})), {tokens_enabled: true, maximum_lifetime_days: 30, is_cluster: false, plugin: 'object'}],
    ['settings of the log', ['getConfig'], loadLogSettings, {file_enabled: true, file_level: 'INFO', file_json: true, is_admin_restricted: false, is_cluster: false}],
    ['roles', ['getAllRoles'], async (client) => rolesToCreate(await loadCreateRight(client), anna), ['system_admin']],
    ['bots', ['getBotsIncludeDeleted'], loadBotOwners, new Map([[id('b'), id('u')]])],
    ['preferences', ['getPreferencesOfCategory'], async (client) => (await readPreferences(client)).size, 5],
    ['the reminder', ['getPreferencesOfCategory'], readReminder, 30],
    ['rotations', ['getPreferencesOfCategory'], readRotations, [{old_id: id('o'), new_id: id('n'), started_at: 5}]],
    ['saved views', ['getPreferencesOfCategory'], loadSavedViews, {writable: true, views: [{name: 'bots', search: '?owner=bot'}]}],
    ['quarantine notes', ['getProfiles', 'getPreferencesOfCategory'], readQuarantine, [{token_id: id('t'), since: 5, by: {id: id('u'), username: 'anna'}, reason: 'leak'}]],
    ['registered fingerprints', ['getPreferencesOfCategory'], (client) => readRegistered([id('u')], new Map([[id('t'), ofAnna]]), new Map(), (user) => client.getPreferencesOfCategory(user, '')), new Map([[FINGERPRINT, id('t')]])],
    ['one\'s own tokens', ['getMe', 'getClientConfig', 'getBots', 'getProfilesByIds', 'getUserAccessTokensForUser', 'getSessions', 'getUserAudits'], loadMyTokens, expect.objectContaining({tokens_enabled: true, list: 'complete'})],
    ['what a trace may know', ['getMe', 'getBots', 'getUserAccessTokensForUser', 'getSessions', 'getUserAudits', 'getPreferencesOfCategory'], loadKnown, expect.objectContaining({is_admin: false, registered: new Map([[FINGERPRINT, id('t')]])})],
    ['who is told', ['getProfilesByIds', 'getBotsIncludeDeleted'], (client) => resolveRecipients(client, [{...ofAnna, user_id: id('b')}]), expect.arrayContaining([expect.objectContaining({user_id: id('b')})])],
];

test.each(readings)('%s, out of spoiled answers, are sound or fail as a RestError', async (_, calls, read, good) => {
    expect(await read(answering({}))).toEqual(good);
    const answers = fc.record(Object.fromEntries(calls.map((call) => [call, fc.oneof({weight: 3, arbitrary: spoiled(sound[call])}, {weight: 1, arbitrary: hostileValue}, {weight: 1, arbitrary: fc.constant(sound[call])})])));
    await fc.assert(fc.asyncProperty(answers, async (given) => {
        const result = await read(answering(given)).catch((error: unknown) => error);
        expect(result instanceof RestError ? [] : flawsIn(result)).toEqual([]);
        expect(result instanceof Error && !(result instanceof RestError) ? result : undefined).toBeUndefined();
    }), {numRuns: 200});
});

test('a reminder that is none of those on offer is the default, whatever stands there', async () => {
    await fc.assert(fc.asyncProperty(spoiledJson({version: 1, days: 30}), async (value) => {
        const days = await readReminder(answering({getPreferencesOfCategory: [preference('rotate_reminder', value)]}));
        expect([DEFAULT_REMINDER_DAYS, ...reminderDays]).toContain(days);
    }), {numRuns: 300});
});

test('rotations that cannot be read are left alone; those that can stay as they are beside a new one', async () => {
    await fc.assert(fc.asyncProperty(spoiledJson({version: 1, rotations: [{old_id: id('o'), new_id: id('n'), started_at: 5}]}), async (value) => {
        const stored: string[] = [];
        const client = answering({getPreferencesOfCategory: [preference('rotations', value)]});
        client.savePreferences = async (_, preferences) => {
            stored.push(...preferences.map((one) => one.value));
            return {status: 'OK'} as never;
        };
        const before = await readRotations(client).catch((error: unknown) => error);
        const isRefused = (await Promise.all([
            rememberRotation(client, id('u'), {old_id: id('x'), new_id: id('y'), started_at: 6}),
            endRotation(client, id('u'), id('z')),
        ].map((change) => change.then(() => false, (error: unknown) => error instanceof RestError)))).every(Boolean);
        expect(isRefused).toBe(before instanceof RestError);
        const after = stored.map((text) => (JSON.parse(text) as {rotations: unknown}).rotations);
        expect(after).toEqual(before instanceof RestError ? [] : [[...before as unknown[], {old_id: id('x'), new_id: id('y'), started_at: 6}], before]);
    }), {numRuns: 200});
});

test('last lines of a log, whatever the server calls lines, are lines', async () => {
    await fc.assert(fc.asyncProperty(fc.oneof(spoiled(sound.getPlainLogs), hostileValue, fc.array(hostileText)), async (answer) => {
        const [client, lines] = [answering({getPlainLogs: answer}), new LastLines('server log')];
        for (const reading of [lines.read(client), lines.readMore(client)]) {
            const read = await reading.catch((error: unknown) => error);
            expect(read === undefined || read instanceof RestError || (read instanceof Uint8Array && [undefined, 10].includes(read.at(-1)))).toBe(true);
        }
    }), {numRuns: 200});
});

test('settings of Loki name an address that a browser takes, a mistake, or nothing', () => {
    const settings = {lokiaddress: 'https://loki.example.com/x', lokiquery: '{app="mattermost"}', lokitenant: 'ops'};
    expect(parseLokiSettings(settings)).toEqual({url: settings.lokiaddress, query: settings.lokiquery, org_id: 'ops'});
    fc.assert(fc.property(fc.oneof(spoiled(settings), hostileValue, hostileText.map((lokiaddress) => ({...settings, lokiaddress}))), (plugin) => {
        const parsed = parseLokiSettings(plugin);
        if (parsed && 'url' in parsed) {
            const {protocol, username, password, origin} = new URL(parsed.url, 'https://chat.example.com');
            expect([protocol.replace(':', ''), username, password]).toEqual([expect.stringMatching(/^https?$/), '', '']);
            expect(parsed.url.startsWith('/') ? origin : '').toMatch(/^(?:https:\/\/chat\.example\.com)?$/);
        }
    }), {numRuns: 500});
});

test('what Loki sends while it is followed is entries, or nothing that counts', () => {
    const message = {streams: [{stream: {app: 'mattermost'}, values: [['1795569303848000000', '{"level":"error"}']]}], dropped_entries: null};
    expect(parseTail(JSON.stringify(message))).toHaveLength(1);
    fc.assert(fc.property(fc.oneof(spoiledJson(message), hostileText), (text) => {
        for (const {at, line, stream} of parseTail(text) ?? []) {
            expect([typeof at, typeof line, typeof stream]).toEqual(['bigint', 'string', 'string']);
        }
    }), {numRuns: 300});
});
