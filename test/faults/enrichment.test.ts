import {afterAll, beforeAll, describe, expect, test} from 'vitest';

import {loadNewerTokenEvents, loadTokenEvents} from '../../server-bridge/audits/load_token_events.ts';
import {TokenEventLog} from '../../server-bridge/audits/token_event_log.ts';
import {exportRows} from '../../server-bridge/inventory/export_rows.ts';
import {loadEverything} from '../../server-bridge/inventory/load_everything.ts';
import {changeRoles} from '../../server-bridge/people/change_roles.ts';
import {CREATE_ROLE} from '../../server-bridge/people/create_right.ts';
import {loadPeople} from '../../server-bridge/people/list_people.ts';
import {createOrganisation, SOMEONE_WITH_TOKENS} from '../mattermost/organisation.ts';
import {createUser, signInFirstAdmin} from '../mattermost/people.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import {randomFaults} from './random_faults.ts';
import {faultFor, through} from './through.ts';

import type {ExportRow} from '../../server-bridge/export/export_row.ts';
import type {Everything, Part} from '../../server-bridge/inventory/load_everything.ts';
import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {RestErrorKind} from '../../server-bridge/rest/rest_error.ts';
import type {Fault} from '../mattermost/faulty_proxy.ts';
import type {Mattermost} from '../mattermost/start_mattermost.ts';

let server: Mattermost;
let admin: RestClient;

beforeAll(async () => {
    server = await startMattermost();
    admin = await signInFirstAdmin(server);
    await createOrganisation(admin);
});
afterAll(() => server.stop());

function rowsOf({inventory, findings}: Everything): ExportRow[] {
    return [...exportRows(inventory, findings, inventory.rows())].sort((a, b) => (a.id < b.id ? -1 : 1));
}

describe('owners, bots, sessions, audits and findings', () => {
    test('read through 20% faults are those of a reading without any', () => through(admin, randomFaults(0.2, 21), async (client) => {
        const everything = await loadEverything(client);
        expect(everything.missing).toEqual(new Map());
        expect(everything.completeness.proven).toBe(true);
        expect(rowsOf(everything)).toEqual(rowsOf(await loadEverything(admin)));
    }));

    test.each<[Part, RegExp]>([
        ['settings', /\/config$/],
        ['bots', /\/bots\?/],
        ['audits', /\/audits\?/],
        ['sessions', /\/sessions$/],
    ])('a part that cannot be read is missing by name, and the rest is all there: %s', async (part, route) => {
        for (const [fault, kind] of [
            ['reset_before', 'network'],
            ['malformed', 'malformed'],
            [{status: 503}, 'server'],
            [{status: 403}, 'forbidden'],
            [{status: 401}, 'unauthorized'],
        ] as ReadonlyArray<[Fault, RestErrorKind]>) {
            await through(admin, faultFor(route, fault), async (client) => {
                const everything = await loadEverything(client);
                expect(everything.missing).toEqual(new Map([[part, kind]]));
                expect(everything.completeness.proven).toBe(true);
            });
        }
    });

    test('without audits no token is found unused that may have been made just now', async () => {
        const ofSession = (everything: Everything) => rowsOf(everything).filter(({findings}) => findings.includes('no_session'));
        expect(ofSession(await loadEverything(admin))).toEqual([]);
        await through(admin, faultFor(/\/audits\?/, {status: 403}), async (client) => expect(ofSession(await loadEverything(client))).toEqual([]));
    });

    test.each<[Fault, RestErrorKind]>([[{status: 401}, 'unauthorized'], [{status: 403}, 'forbidden'], [{status: 500}, 'server']])('owners that cannot be read leave no list that looks whole: %j', (fault, kind) => (
        through(admin, faultFor(/\/users\/ids$/, fault), (client) => expect(loadEverything(client)).rejects.toMatchObject({kind}))
    ));
});

describe('audits', () => {
    test('broken off again and again, each time gone on with, are those of one reading', () => through(admin, randomFaults(0.5, 22), async (client) => {
        const log = new TokenEventLog();
        while (!log.reach.complete) {
            await loadTokenEvents(client, log, {max_pages: 1}).catch(() => undefined);
        }
        const whole = new TokenEventLog();
        await loadTokenEvents(admin, whole);
        expect(log.events).toEqual(whole.events);
        expect(log.reach.may_miss).toBe(false);

        const {id} = await admin.createUserAccessToken((await admin.getMe()).id, 'since');
        await loadNewerTokenEvents(client, log);
        expect(log.events[0]).toMatchObject({kind: 'created', token_id: id});
        expect(log.events).toHaveLength(whole.events.length + 1);
    }));
});

describe('people', () => {
    test('read through 20% faults are those of a reading without any', () => through(admin, randomFaults(0.2, 23), async (client) => {
        expect(await loadPeople(client)).toEqual(await loadPeople(admin));
    }));

    test.each<[Fault, 'given' | RestErrorKind]>([
        ['reset_after', 'given'],
        ['truncated', 'given'],
        ['malformed', 'given'],
        [{status: 429, body: 'limit exceeded'}, 'given'],
        ['reset_before', 'network'],
        [{status: 503}, 'server'],
        [{status: 401}, 'unauthorized'],
        [{status: 403}, 'forbidden'],
    ])('a right whose giving meets %j is by the server\'s own word: %s', async (fault, outcome) => {
        const {id} = await createUser(admin);
        await through(admin, faultFor(/\/roles$/, fault, 1), async (client, {requests}) => {
            const change = await changeRoles(client, id, {give: [CREATE_ROLE], take: []}).catch((error: unknown) => error);
            expect(change).toMatchObject(outcome === 'given' ? {done: true} : {kind: outcome});
            expect((await admin.getUser(id)).roles.includes(CREATE_ROLE)).toBe(outcome === 'given');
            expect(requests.filter((request) => request.startsWith('PUT')).length).toBe(typeof fault === 'object' && 'status' in fault && fault.status === 429 ? 2 : 1);
        });
    });

    test('an account whose roles cannot be read is not written to', async () => {
        const {id, roles} = await admin.getUserByUsername(SOMEONE_WITH_TOKENS);
        await through(admin, faultFor(new RegExp(`^GET .*/users/${id}$`), 'malformed'), async (client, {requests}) => {
            await expect(changeRoles(client, id, {give: [CREATE_ROLE], take: []})).rejects.toMatchObject({kind: 'malformed'});
            expect(requests.filter((request) => request.startsWith('PUT'))).toEqual([]);
        });
        expect((await admin.getUser(id)).roles).toBe(roles);
    });
});
