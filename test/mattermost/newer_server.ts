import {randomBytes} from 'node:crypto';
import http from 'node:http';

import pg from 'pg';

import type {Mattermost} from './start_mattermost.ts';
import type {AddressInfo} from 'node:net';

const DAY_MS = 86_400_000;

interface TokenAnswer {
    id: string;
    is_active?: boolean;
    expires_at?: number;
}

export interface NewerServer {
    url: string;
    stop: () => Promise<void>;
}

/**
 * What a newer Mattermost has besides (from its API reference: expiry since 11.9, rotation since 11.10), as a proxy on
 * loopback before a real one: only these routes are its own. `maximum_lifetime_days` is the server's policy, 0 = none.
 */
export async function startNewerServer(server: Mattermost, maximum_lifetime_days = 0): Promise<NewerServer> {
    const expiry = new Map<string, number>();
    const database = new pg.Client({connectionString: server.databaseUrl});
    await database.connect();

    const proxy = http.createServer((incoming, outgoing) => {
        void handle(incoming, outgoing).catch(() => incoming.socket.destroy());
    });
    const handle = async (incoming: http.IncomingMessage, outgoing: http.ServerResponse) => {
        const body = Buffer.concat(await incoming.toArray() as Buffer[]);
        const path = (incoming.url ?? '').split('?', 1)[0] ?? '';
        const say = (status: number, answer: unknown) => {
            outgoing.writeHead(status, {'Content-Type': 'application/json'}).end(JSON.stringify(answer));
        };
        const ask = (url: string, init: RequestInit = {}) => fetch(`${server.url}${url}`, {...init, headers: headersOf(incoming)});

        if (path === '/api/v4/users/tokens/rotate') {
            const {token_id, expires_at = 0} = JSON.parse(body.toString() || '{}') as {token_id?: string; expires_at?: number};
            if (!token_id) {
                say(400, {id: 'api.context.invalid_body_param.app_error', status_code: 400});
                return;
            }
            const found = await ask(`/api/v4/users/tokens/${token_id}`);
            const token = await found.json() as TokenAnswer;
            if (!found.ok || !token.is_active || !isAllowed(expires_at)) {
                say(found.ok ? 400 : found.status, found.ok ? {id: 'api.user.rotate_user_access_token.disabled_token.app_error', status_code: 400} : token);
                return;
            }

            // Off and on ends the sessions of the old secret, in the server's memory too.
            for (const action of ['disable', 'enable']) {
                await ask(`/api/v4/users/tokens/${action}`, {method: 'POST', body: JSON.stringify({token_id})});
            }
            const secret = randomBytes(16).toString('hex').slice(0, 26);
            await database.query('UPDATE useraccesstokens SET token = $1 WHERE id = $2', [secret, token_id]);
            expiry.set(token_id, expires_at);
            say(200, {...token, token: secret, expires_at});
            return;
        }
        const creates = incoming.method === 'POST' && (/^\/api\/v4\/users\/[^/]+\/tokens$/).test(path);
        const expires_at = creates ? (JSON.parse(body.toString()) as {expires_at?: number}).expires_at ?? 0 : 0;
        if (creates && !isAllowed(expires_at)) {
            say(400, {id: 'app.user_access_token.expires_at.app_error', status_code: 400});
            return;
        }
        const answer = await fetch(`${server.url}${incoming.url}`, {method: incoming.method ?? 'GET', headers: headersOf(incoming), ...(body.length > 0 ? {body} : {})});
        const bytes = Buffer.from(await answer.arrayBuffer());
        const headers = Object.fromEntries([...answer.headers].filter(([name]) => !['content-encoding', 'content-length', 'transfer-encoding', 'set-cookie'].includes(name)));
        outgoing.writeHead(answer.status, {...headers, 'set-cookie': answer.headers.getSetCookie()});
        outgoing.end(answer.ok && isRewritten(path) ? rewrite(path, JSON.parse(bytes.toString()), creates ? expires_at : undefined) : bytes);
    };

    const isAllowed = (expires_at: number) => maximum_lifetime_days === 0 || (expires_at > 0 && expires_at <= Date.now() + (maximum_lifetime_days * DAY_MS));
    const rewrite = (path: string, answer: unknown, created: number | undefined): string => {
        if (path.startsWith('/api/v4/config')) {
            const config = answer as {ServiceSettings?: Record<string, unknown>};
            return JSON.stringify(config.ServiceSettings ?
                {...config, ServiceSettings: {...config.ServiceSettings, MaximumPersonalAccessTokenLifetimeDays: maximum_lifetime_days}} :
                {...config, MaximumPersonalAccessTokenLifetimeDays: String(maximum_lifetime_days)});
        }
        const withExpiry = (token: TokenAnswer) => {
            if (created !== undefined) {
                expiry.set(token.id, created);
            }
            return {...token, expires_at: expiry.get(token.id) ?? 0};
        };
        return JSON.stringify(Array.isArray(answer) ? answer.map(withExpiry) : withExpiry(answer as TokenAnswer));
    };
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    return {
        url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
        stop: async () => {
            await database.end();
            await new Promise<void>((resolve) => {
                proxy.close(() => resolve());
                proxy.closeAllConnections();
            });
        },
    };
}

function isRewritten(path: string): boolean {
    return (/^\/api\/v4\/(?:config|config\/client|users\/tokens(?:\/search)?|users\/[^/]+\/tokens|users\/tokens\/(?!revoke$|disable$|enable$)[^/]+)$/).test(path);
}

const ownHeaders = new Set(['host', 'connection', 'content-length']);

function headersOf({headers}: http.IncomingMessage): Record<string, string> {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !ownHeaders.has(name)).map(([name, value]) => [name, String(value)]));
}
