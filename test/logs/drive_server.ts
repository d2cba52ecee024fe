import {createHash, randomBytes} from 'node:crypto';

import {createToken, createUser, PASSWORD} from '../mattermost/people.ts';

import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {TrueRequest} from './score.ts';

/** A credential in somebody's hands, at an address. */
interface Client {
    kind: 'token' | 'login' | 'nonsense';
    user_id: string | null;
    token_id: string | null;
    secret: string;
    ip: string;
}

export interface DriveOptions {
    url: string;
    admin: RestClient;
    random: () => number;
    steps: number;

    /** How many addresses there are for everybody; few make people share. */
    addresses: number;
}

/** What the clients did, and what the server says of itself in the end, in the shape of `server-state.json`. */
export interface Driven {
    requests: Array<TrueRequest & {status: number; secret_sha256: string}>;
    state: Record<string, unknown>;
}

const paths = ['/users/me', '/logs', '/audits', '/users/tokens', '/posts/xxxxxxxxxxxxxxxxxxxxxxxxxx', '/system/ping', '/config', '/users/nobody/sessions'];

/**
 * Lets people, bots and their programs loose on a server: tokens are made, used, deactivated, activated and deleted,
 * people log in and out, from addresses they may share, owners leave and come back, while every request is remembered
 * with who really made it.
 */
export async function driveServer({url, admin, random, steps, addresses}: DriveOptions): Promise<Driven> {
    const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
    const address = () => `10.${Math.floor(random() * 4)}.7.${1 + Math.floor(random() * addresses)}`;
    const requests: Driven['requests'] = [];
    const people = await Promise.all(Array.from({length: 8}, (_, i) => createUser(admin, `driven-${i}-${randomBytes(3).toString('hex')}`)));
    const bots = await Promise.all(Array.from({length: 3}, (_, i) => admin.createBot({username: `bot-${i}-${randomBytes(3).toString('hex')}`, display_name: 'bot'})));
    const owners = [...people.map((user) => user.id), ...bots.map((bot) => bot.user_id), (await admin.getMe()).id];
    const clients: Client[] = Array.from({length: 3}, () => ({kind: 'nonsense', user_id: null, token_id: null, secret: randomBytes(13).toString('hex'), ip: address()}));

    const send = async (client: Client, path: string, inQuery = false) => {
        const answer = await fetch(`${url}/api/v4${path}${inQuery ? `?access_token=${client.secret}` : ''}`, {
            headers: {...inQuery ? {} : {Authorization: `Bearer ${client.secret}`}, 'X-Forwarded-For': client.ip, 'User-Agent': client.kind},
        });
        await answer.arrayBuffer();
        requests.push({
            request_id: answer.headers.get('X-Request-Id') ?? '',
            kind: `${client.kind} ${path}`,
            token_id: client.token_id,
            user_id: client.user_id,
            status: answer.status,
            secret_sha256: createHash('sha256').update(client.secret).digest('hex'),
        });
    };
    const newToken = async () => {
        const user_id = pick(owners);
        const {id, secret} = await createToken(admin, user_id, 'driven');
        const client: Client = {kind: 'token', user_id, token_id: id, secret, ip: random() < 0.3 ? pick(clients).ip : address()};
        clients.push(client);
        if (random() < 0.5) {
            await send(client, '/users/me');
        }
    };
    const logIn = async () => {
        const user = pick(people);
        const ip = random() < 0.5 ? pick(clients).ip : address();
        const answer = await fetch(`${url}/api/v4/users/login`, {method: 'POST', headers: {'X-Forwarded-For': ip}, body: JSON.stringify({login_id: user.username, password: PASSWORD})});
        await answer.arrayBuffer();
        const secret = answer.headers.get('Token');
        if (secret) {
            clients.push({kind: 'login', user_id: user.id, token_id: null, secret, ip});
        }
    };
    const actions: Array<[number, () => Promise<unknown>]> = [
        [3, async () => orNothing(newToken())],
        [2, logIn],
        [2, async () => orNothing(admin.disableUserAccessToken(pick(clients).token_id ?? ''))],
        [2, async () => orNothing(admin.enableUserAccessToken(pick(clients).token_id ?? ''))],
        [1, async () => orNothing(admin.revokeUserAccessToken(pick(clients).token_id ?? ''))],
        [1, async () => orNothing(admin.updateUserActive(pick(people).id, false))],
        [2, async () => orNothing(admin.updateUserActive(pick(people).id, true))],
        [1, async () => orNothing(admin.revokeAllSessionsForUser(pick(people).id))],
        [1, async () => {
            const client = pick(clients);
            if (client.kind === 'login') {
                await fetch(`${url}/api/v4/users/logout`, {method: 'POST', headers: {Authorization: `Bearer ${client.secret}`}});
            }
        }],
        [0.5, async () => admin.patchConfig({ServiceSettings: {EnableUserAccessTokens: false}} as Parameters<RestClient['patchConfig']>[0])],
        [2, async () => admin.patchConfig({ServiceSettings: {EnableUserAccessTokens: true}} as Parameters<RestClient['patchConfig']>[0])],
        [40, async () => send(pick(clients), pick(paths))],
        [8, async () => Promise.all(Array.from({length: 6}, () => send(pick(clients), pick(paths))))],
        [2, async () => send(pick(clients), '/users/me', true)],
    ];
    const total = actions.reduce((sum, [weight]) => sum + weight, 0);
    for (let i = 0; i < 12; i++) {
        await newToken();
    }
    await logIn();
    for (let step = 0; step < steps; step++) {
        let at = random() * total;
        await actions.find(([weight]) => (at -= weight) < 0)?.[1]();
    }
    return {requests, state: await stateOf(admin, owners)};
}

// What the server refuses in the state it is in (a token made while tokens are off) just does not happen.
async function orNothing(change: Promise<unknown>): Promise<void> {
    await change.catch(() => undefined);
}

async function stateOf(admin: RestClient, owners: readonly string[]): Promise<Record<string, unknown>> {
    const tokens = [];
    for (let page = 0, read = 200; read === 200; page++) {
        const some = await admin.getUserAccessTokens(page, 200);
        read = some.length;
        tokens.push(...some);
    }
    const audits = [];
    for (let page = 0, read = 200; read === 200; page++) {
        const some = await admin.getAudits(page, 200);
        read = some.length;
        audits.push(...some);
    }
    return {
        tokens,

        // As in the corpora: without the time of their creation.
        users: (await admin.getProfilesByIds([...owners])).map(({id, username, roles, is_bot, delete_at}) => ({id, username, roles, is_bot, delete_at})),
        sessions: Object.fromEntries(await Promise.all(owners.map(async (id) => [id, await admin.getSessions(id)]))),
        audits,
    };
}
