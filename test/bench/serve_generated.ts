import http from 'node:http';

import type {GeneratedServer} from './generated_server.ts';
import type {AddressInfo} from 'node:net';

/** The routes that a listing asks, each with its answer; the rest of a server is empty. */
const routes: Array<[RegExp, (server: GeneratedServer, match: string[], body: string) => unknown]> = [
    [/^\/users\/tokens\?page=(\d+)/, (server, [, page]) => server.getUserAccessTokens(Number(page))],
    [/^\/users\/ids$/, (server, _, body) => server.getProfilesByIds(JSON.parse(body) as string[])],
    [/^\/users\/(\w{26})\/sessions$/, (server, [, userId = '']) => server.getSessions(userId)],
    [/^\/config$/, () => ({})],
    [/^\/(?:bots\?|audits\?|roles$)/, () => []],
];

/** A generated server over HTTP, on loopback, for a program in a process of its own. */
export async function serveGenerated(server: GeneratedServer): Promise<{url: string; stop: () => void}> {
    const answer = async ({url = ''}: http.IncomingMessage, body: string): Promise<unknown> => {
        const path = url.replace(/^\/api\/v4/, '');
        for (const [route, answerOf] of routes) {
            const match = route.exec(path);
            if (match) {
                return answerOf(server, match, body);
            }
        }
        throw new Error(`Nothing is generated for ${url}.`);
    };
    const listener = http.createServer(async (incoming, outgoing) => {
        const body = Buffer.concat(await incoming.toArray() as Buffer[]).toString();
        outgoing.setHeader('Content-Type', 'application/json').end(JSON.stringify(await answer(incoming, body)));
    });
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    return {
        url: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
        stop: () => {
            listener.close();
            listener.closeAllConnections();
        },
    };
}
