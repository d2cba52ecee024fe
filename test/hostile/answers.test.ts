import fc from 'fast-check';
import {expect, test} from 'vitest';

import {parseServerState} from '../../server-bridge/attribution/server_state.ts';
import {parseAudits, toTokenEvent} from '../../server-bridge/audits/token_event.ts';
import {parseBulkSettings} from '../../server-bridge/bulk/bulk_settings.ts';
import {parsePolicy} from '../../server-bridge/findings/policy.ts';
import {parseOwners} from '../../server-bridge/owners/owner.ts';
import {pluginSettings} from '../../server-bridge/rest/plugin_settings.ts';
import {errorOfAnswer, RestError} from '../../server-bridge/rest/rest_error.ts';
import {parseTokenSessions} from '../../server-bridge/sessions/session.ts';
import {parseToken, parseTokens} from '../../server-bridge/tokens/token.ts';
import {parseSessions} from '../../server-bridge/trace/known.ts';

import {flawsIn, hostileText, hostileValue, orOwnError, spoiled, watchPrototypes} from './hostile.ts';

watchPrototypes();

const id = (letter: string) => letter.repeat(26);
const token = {id: id('t'), user_id: id('u'), description: 'job', is_active: true, expires_at: 1};
const user = {id: id('u'), username: 'anna', first_name: 'Anna', last_name: 'B', nickname: '', roles: 'system_user', is_bot: false, delete_at: 0, create_at: 1};
const session = {id: id('s'), user_id: id('u'), create_at: 1, last_activity_at: 2, props: {type: 'UserAccessToken', user_access_token_id: id('t')}};
const audit = {id: id('a'), create_at: 1, user_id: id('u'), action: `/api/v4/users/${id('u')}/tokens`, extra_info: `success - token_id=${id('t')}`, ip_address: '10.0.0.1', session_id: id('s')};
const settings = {ownermessage: 'Hello {{tokens}}', recordchannel: 'ops/audit', notseendays: 30, maxactivetokens: '3'};

const parsers: Array<[string, unknown, (answer: unknown) => unknown]> = [
    ['a token', token, parseToken],
    ['tokens', [token, {...token, id: id('v'), expires_at: undefined}], parseTokens],
    ['owners', [user], parseOwners],
    ['sessions of tokens', [session], parseTokenSessions],
    ['sessions of any kind', [session], parseSessions],
    ['audits', [audit], (answer) => parseAudits(answer).map((row) => [row, toTokenEvent(row)])],
    ['the server\'s state', {tokens: [token], users: [user], sessions: {[id('u')]: [session]}, audits: [audit]}, parseServerState],
];

test.each(parsers)('%s, spoiled, come out sound or as "malformed"', (_, good, parse) => {
    expect(parse(good)).toBeDefined();
    fc.assert(fc.property(fc.oneof(spoiled(good), hostileValue), (answer) => {
        expect(flawsIn(orOwnError(() => parse(answer), RestError))).toEqual([]);
    }), {numRuns: 300});
});

test('settings of the plugin, spoiled, come out as settings', () => {
    const config = (saved: unknown) => ({PluginSettings: {Plugins: {'token-audit': saved}}});
    fc.assert(fc.property(fc.oneof(spoiled(config(settings)), spoiled(settings).map(config)), (answer) => {
        const {owner_message, record_channel} = parseBulkSettings(answer);
        expect([...owner_message].length).toBeLessThanOrEqual(2000);
        expect(JSON.stringify(record_channel)).toMatch(/^\{"kind":"(?:none|invalid|named","team":"[a-z0-9][\w-]*","channel":"[a-z0-9][\w-]*)"\}$/);
        for (const threshold of Object.values(parsePolicy(pluginSettings(answer)))) {
            expect(Number.isInteger(threshold) && threshold >= 0 && threshold <= 100_000).toBe(true);
        }
    }));
});

test('an error\'s answer, whatever it holds, becomes an error of one short line', () => {
    fc.assert(fc.property(fc.integer({min: 400, max: 599}), fc.oneof(spoiled({id: 'api.context.404.app_error', message: 'x'}), hostileValue), hostileText, (status, body, header) => {
        const {message, retry_after_ms = 0} = errorOfAnswer(status, body, header, 0);
        expect(message).toMatch(/^[\x20-\x7e]{1,300}$/);
        expect(Number.isFinite(retry_after_ms) && retry_after_ms >= 0).toBe(true);
    }));
});
