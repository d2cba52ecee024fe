import {describe, expect, test} from 'vitest';

import {denied, event, fingerprintOf, idOf, refused, World} from './world.ts';

const sure = ['exact', 'sole'];

describe('proof', () => {
    test('a bot has no logins: with one token ever, every request of its is that token\'s', () => {
        const world = new World().bot('bot').token('t', 'bot').session('bot', 's', -60, 't');
        expect(world.attribute([denied(0, 'bot')])).toMatchObject([{level: 'sole', user_ids: [idOf('bot')], token_ids: [idOf('t')]}]);
    });

    test('a deactivated owner\'s only token is known by the owner', () => {
        const world = new World().user('ann', {delete_at: 5}).token('t', 'ann');
        expect(world.attribute([refused(0, 'inactive_owner', 's', {user_id: idOf('ann')})])).toMatchObject([{level: 'sole', token_ids: [idOf('t')]}]);
    });

    test('the only deactivated token of a server is known by the reason alone', () => {
        const world = new World().user('ann').user('bob').token('t', 'ann', false).token('u', 'bob');
        expect(world.attribute([refused(0, 'inactive_token', 's', {ip: null})])).toMatchObject([{level: 'sole', user_ids: [idOf('ann')], token_ids: [idOf('t')]}]);
    });

    test('one secret is one token: what one event proves holds for all of them', () => {
        const world = new World().user('ann', {delete_at: 5}).token('t', 'ann').user('bob').token('u', 'bob');
        const attributions = world.attribute([refused(0, 'inactive_owner', 's', {user_id: idOf('ann')}), refused(-90, 'token_in_query', 's', {ip: '9.9.9.9'})]);
        expect(attributions).toMatchObject([{level: 'sole', token_ids: [idOf('t')]}, {level: 'sole', token_ids: [idOf('t')]}]);
    });

    test('a registered fingerprint is exact, unless the server names another owner', () => {
        const world = new World().user('ann').token('t', 'ann').token('u', 'ann').user('bob', {delete_at: 5}).token('v', 'bob').token('w', 'bob');
        const registered = new Map([[fingerprintOf('s'), idOf('t')]]);
        expect(world.attribute([refused(0, 'token_in_query', 's')], registered)).toMatchObject([{level: 'exact', token_ids: [idOf('t')]}]);
        const [other] = world.attribute([refused(0, 'inactive_owner', 's', {user_id: idOf('bob')})], registered);
        expect(other?.token_ids).not.toContain(idOf('t'));
    });

    test('the session in the audit file leads to the token, among several tokens and logins', () => {
        const world = new World().user('ann').token('t', 'ann').token('u', 'ann').session('ann', 'st', -60, 't').session('ann', 'su', -60, 'u').session('ann', 'web', -60).record(0, 'ann', 'su');
        expect(world.attribute([denied(0, 'ann')])).toMatchObject([{level: 'exact', token_ids: [idOf('u')]}]);
    });
});

describe('no false proof', () => {
    const cases: Array<[string, World, ReturnType<typeof event>[]]> = [
        ['a token of the bot was deleted since, so it may have been that one', new World().bot('bot').token('t', 'bot').session('bot', 's', -60, 't').created(-300, 'u', 'bot').change(30, 'revoke', 'u'), [denied(0, 'bot')]],
        ['a token was deleted since, and nobody knows whose it was', new World().bot('bot').token('t', 'bot').session('bot', 's', -60, 't').change(30, 'revoke', 'u'), [denied(0, 'bot')]],
        ['the event is older than the audits', new World().bot('bot').token('t', 'bot').session('bot', 's', -9999, 't'), [denied(-7200, 'bot')]],
        ['a token vanished without a word', new World().bot('bot').token('t', 'bot').session('bot', 's', -60, 't').created(-300, 'u', 'bot'), [denied(0, 'bot')]],
        ['a bulk revocation named no tokens', new World().bot('bot').token('t', 'bot').audit(60, 'admin', '/api/v4/users/tokens/non_compliant/revoke', 'success'), [denied(0, 'bot')]],
        ['a person with one token has a login session', new World().user('ann').token('t', 'ann').session('ann', 's', -60, 't').session('ann', 'web', -60), [denied(0, 'ann')]],
        ['a person logged out since', new World().user('ann').token('t', 'ann').session('ann', 's', -60, 't').login(-60, 'ann', 'web', '10.0.0.1').audit(60, 'ann', '/api/v4/users/logout', '', 'web', '10.0.0.1'), [denied(0, 'ann')]],
        ['a person may have logged in before the audits begin', new World().user('ann').token('t', 'ann').session('ann', 's', -60, 't'), [denied(0, 'ann')]],
        ['sessions were not read', new World().user('ann').token('t', 'ann').withoutSessionsOf('ann'), [denied(0, 'ann')]],
        ['two tokens were deactivated at the time, one activated since', new World().user('ann').user('bob').token('t', 'ann', false).token('u', 'bob').change(-60, 'disable', 'u').change(60, 'enable', 'u'), [refused(0, 'inactive_token', 's')]],
        ['a deactivated token was deleted since', new World().user('ann').user('bob').token('t', 'ann', false).created(-300, 'u', 'bob').change(-60, 'disable', 'u').change(60, 'revoke', 'u'), [refused(0, 'inactive_token', 's')]],
        ['a token of unknown state was deleted since', new World().user('ann').token('t', 'ann', false).change(60, 'revoke', 'u'), [refused(0, 'inactive_token', 's')]],
        ['clocks disagree about what came first', new World().user('ann').user('bob').token('t', 'ann', false).token('u', 'bob').created(-300, 'u', 'bob').change(-0.5, 'disable', 'u').change(-0.2, 'enable', 'u'), [refused(0, 'inactive_token', 's')]],
        ['a token was deactivated twice in short order, as table and file both tell', new World().user('ann').user('bob').token('t', 'ann', false).token('u', 'bob', false).
            created(-300, 't', 'ann').change(-3, 'disable', 't').audit(-1.61, 'admin', '/api/v4/users/tokens/disable', '', 'adminsession').change(-1.6, 'disable', 't').
            record(-3, 'admin', 'a', {event_name: 'disableUserAccessToken', succeeded: true, token_id: idOf('t')}).record(-1.6, 'admin', 'a', {event_name: 'disableUserAccessToken', succeeded: true, token_id: idOf('t')}), [refused(-2.9, 'inactive_token', 's')]],
        ['a deleted token looks like a made-up secret', new World().user('ann').created(-300, 't', 'ann').change(-60, 'revoke', 't'), [refused(0, 'deleted_or_unknown', 's')]],
        ['a secret in the query string may be a login\'s', new World().user('ann').token('t', 'ann').session('ann', 's', -60, 't'), [refused(0, 'token_in_query', 's')]],
        ['the line has no time', new World().bot('bot').token('t', 'bot').session('bot', 's', -60, 't'), [{...denied(0, 'bot'), at: null}]],
        ['a line about a token, by its owner, is not the token\'s', new World().user('ann').token('t', 'ann').token('u', 'ann').session('ann', 'web', -60), [denied(0, 'ann', {mentions: [fingerprintOf(idOf('t'))]})]],
        ['a token\'s id in a credential that no token has', new World().user('ann').token('t', 'ann').token('u', 'ann'), [refused(0, 'deleted_or_unknown', 's', {mentions: [fingerprintOf(idOf('t'))]}), event(0, {status: 401, fingerprint: fingerprintOf('x'), mentions: [fingerprintOf(idOf('t'))]})]],
        ['a row of the audits says nothing of how its request ended', new World().user('ann').token('t', 'ann').token('u', 'ann').session('ann', 'st', -60, 't').session('ann', 'web', -60).audit(0, 'ann', '/api/v4/audits', '', 'st', '10.0.0.1'), [denied(0, 'ann')]],
        ['a line about a token, by nobody, is not the token\'s', new World().user('ann').token('t', 'ann').token('u', 'ann'), [event(0, {status: 404, reason: 'client_error', mentions: [fingerprintOf(idOf('t'))]})]],
    ];
    test.each(cases)('%s', (_, world, events) => {
        for (const attribution of world.attribute(events)) {
            expect(sure).not.toContain(attribution.level);
        }
    });

    test('an audit row that may be another request\'s proves nothing', () => {
        const two = () => new World().user('ann').token('t', 'ann').token('u', 'ann').session('ann', 'st', -60, 't').session('ann', 'su', -60, 'u');
        const near = [denied(0, 'ann'), denied(0.01, 'ann')];

        // Two requests, one row: one of them was not audited.
        expect(two().record(0, 'ann', 'st').attribute(near).map(({level}) => level)).not.toContain('exact');

        // Two rows of different sessions: which is whose?
        expect(two().record(0, 'ann', 'st').record(0.01, 'ann', 'su').attribute(near).map(({level}) => level)).not.toContain('exact');

        // Another address, path, status or second is another request.
        for (const other of [{ip: '10.0.0.2'}, {path: '/api/v4/logs'}, {status_code: 404}, {at: 12 * 3600}]) {
            expect(two().record(0, 'ann', 'st', other).attribute([denied(0, 'ann')])[0]?.level).toBe('candidates');
        }
        expect(two().record(0, 'ann', 'st').record(0.01, 'ann', 'st').attribute(near).map(({level}) => level)).toEqual(['exact', 'exact']);
    });
});

describe('a person\'s login is not blamed on their token', () => {
    test('when the audit file names a login session, live or ended', () => {
        const world = new World().user('ann').token('t', 'ann').session('ann', 'st', -60, 't').session('ann', 'web', -60).record(0, 'ann', 'web').
            login(-50, 'ann', 'gone', '10.0.0.7').audit(200, 'ann', '/api/v4/users/logout', '', 'gone', '10.0.0.7').record(100, 'ann', 'gone', {ip: '10.0.0.7'});
        expect(world.attribute([denied(0, 'ann'), denied(100, 'ann', {ip: '10.0.0.7'})])).toMatchObject([
            {level: 'none', user_ids: [idOf('ann')], token_ids: []}, {level: 'none', user_ids: [idOf('ann')], token_ids: []},
        ]);
    });

    test('when they logged in from the same address', () => {
        const world = new World().user('ann').token('t', 'ann').session('ann', 'st', -60, 't').session('ann', 'web', -60).login(-60, 'ann', 'web', '10.0.0.1');
        expect(world.attribute([denied(0, 'ann')])).toMatchObject([{level: 'none', user_ids: [idOf('ann')], token_ids: []}]);
    });

    test('when the line itself tells of a cookie', () => {
        const world = new World().user('ann', {}).token('t', 'ann').session('ann', 'st', -60, 't');
        expect(world.attribute([refused(0, 'client_error', 's', {is_login_session: true})])).toMatchObject([{level: 'none', token_ids: []}]);
    });
});

describe('in plain text, where a client can write whole lines', () => {
    test('what elimination leaves is likely, not sure', () => {
        const world = new World().user('ann').user('bob').token('t', 'ann', false).token('u', 'bob');
        const [sure, plain] = [false, true].map((is_plain) => world.attribute([refused(0, 'inactive_token', 's', {ip: null, is_plain})]));
        expect(sure).toMatchObject([{level: 'sole', token_ids: [idOf('t')]}]);
        expect(plain).toMatchObject([{level: 'likely', token_ids: [idOf('t')]}]);
        expect(plain?.[0]?.evidence.at(-1)).toContain('FileJson');
    });

    test('an id in the line names no token', () => {
        const world = new World().user('ann').user('bob').token('t', 'ann').token('u', 'bob');
        const mentions = [fingerprintOf(idOf('t'))];
        expect(world.attribute([refused(0, 'inactive_token', 's', {mentions})])).toMatchObject([{level: 'exact', token_ids: [idOf('t')]}]);
        expect(world.attribute([refused(0, 'inactive_token', 's', {mentions, is_plain: true})])[0]?.level).not.toBe('exact');
    });
});

describe('evidence', () => {
    test('behind an address that two owners share, nobody is blamed for a dead token', () => {
        const world = new World().user('ann').user('bob').user('cat').token('t', 'ann', false).token('u', 'bob', false).token('v', 'cat', false);
        const [, , dead] = world.attribute([denied(-20, 'ann'), denied(-10, 'bob'), refused(0, 'inactive_token', 's')]);
        expect(dead).toMatchObject({level: 'candidates', user_ids: []});
        expect(dead?.token_ids).toHaveLength(3);
    });

    test('a token that was never used since is not suspected beside one that was', () => {
        const world = new World().user('ann').token('t', 'ann').token('u', 'ann').session('ann', 'st', -60, 't');
        expect(world.attribute([denied(0, 'ann')])).toMatchObject([{level: 'likely', token_ids: [idOf('t')]}]);
        world.audit(30, 'admin', `/api/v4/users/${idOf('ann')}/sessions/revoke/all`, '');
        expect(world.attribute([denied(0, 'ann')])).toMatchObject([{level: 'candidates', token_ids: [idOf('t'), idOf('u')]}]);
    });

    test('a deleted token that was made anew is not taken for its successor', () => {
        const world = new World().bot('bot').token('new', 'bot').created(-300, 'old', 'bot').change(-60, 'revoke', 'old').created(-30, 'new', 'bot').session('bot', 's', -20, 'new');
        expect(world.attribute([denied(-200, 'bot'), denied(0, 'bot')])).toMatchObject([{token_ids: [idOf('old')]}, {token_ids: [idOf('new')]}]);
        const [dead] = world.attribute([refused(0, 'deleted_or_unknown', 's'), denied(10, 'bot')]);
        expect(dead).toMatchObject({level: 'likely', token_ids: [idOf('old')]});
    });

    test('two secrets are not both the one deleted token of an address', () => {
        const world = new World().user('ann').created(-300, 't', 'ann').change(-60, 'revoke', 't').token('u', 'ann').session('ann', 'su', -60, 'u');
        const levels = world.attribute([denied(-5, 'ann'), refused(0, 'deleted_or_unknown', 'a'), refused(1, 'deleted_or_unknown', 'b')]).slice(1);
        expect(levels).toMatchObject([{level: 'none', token_ids: []}, {level: 'none', token_ids: []}]);
    });

    test('a key that is an account\'s id is the account, not a secret of theirs', () => {
        const world = new World().user('ann').token('t', 'ann');
        expect(world.attribute([refused(0, 'rate_limited', idOf('ann'), {status: 429, ip: null, path: null})])).toMatchObject([{level: 'none', user_ids: [idOf('ann')], token_ids: []}]);
    });

    test('without the server\'s state only the user of the line is told', () => {
        const world = new World();
        expect(world.attribute([denied(0, 'ann')])).toMatchObject([{level: 'none', user_ids: [idOf('ann')]}]);
    });
});
