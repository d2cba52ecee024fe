import http from 'node:http';

import {startMattermost} from './start_mattermost.ts';

import type {Mattermost, StartOptions} from './start_mattermost.ts';
import type {AddressInfo} from 'node:net';

export interface Cluster {

    /** What stands before the nodes, as a load balancer does. */
    url: string;
    nodes: Readonly<Record<string, Mattermost>>;
    stop: () => Promise<void>;
}

/**
 * Real servers over one database, and before them a proxy on loopback with what only a licensed cluster has: the answer of
 * `POST /logs/query` holds every node's lines under the node's name. Every other request goes to the first node.
 */
export async function startCluster(names: readonly string[], options: StartOptions = {}): Promise<Cluster> {
    const nodes: Record<string, Mattermost> = {};
    for (const name of names) {
        const [first] = Object.values(nodes);
        const config = {...options.config, ClusterSettings: {Enable: true, ReadOnlyConfig: false}};
        nodes[name] = await startMattermost({...options, config: first ? {...config, SqlSettings: {DataSource: first.databaseUrl}} : config});
    }
    const [first] = Object.values(nodes);
    const proxy = http.createServer((incoming, outgoing) => {
        const answer = (incoming.url ?? '').includes('/logs/query') ? ofAll : ofFirst;
        answer(incoming, outgoing).catch(() => incoming.socket.destroy());
    });
    const ofFirst = async (incoming: http.IncomingMessage, outgoing: http.ServerResponse) => {
        const passedOn = http.request(`${first?.url}${incoming.url}`, {method: incoming.method, headers: incoming.headers}, (answer) => {
            outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(outgoing);
        });
        passedOn.on('error', () => incoming.socket.destroy());
        incoming.pipe(passedOn);
    };
    const ofAll = async (incoming: http.IncomingMessage, outgoing: http.ServerResponse) => {
        const body = Buffer.concat(await incoming.toArray() as Buffer[]);
        const answers = await Promise.all(Object.entries(nodes).map(async ([name, {url}]) => {
            const headers = Object.fromEntries(['authorization', 'cookie', 'x-csrf-token', 'x-requested-with'].flatMap((header) => (incoming.headers[header] ? [[header, String(incoming.headers[header])]] : [])));
            const answer = await fetch(`${url}${incoming.url}`, {method: 'POST', body, headers});
            return {status: answer.status, name, json: await answer.json() as Record<string, unknown>};
        }));
        const refused = answers.find(({status}) => status !== 200);
        outgoing.writeHead(refused?.status ?? 200, {'Content-Type': 'application/json'}).
            end(JSON.stringify(refused?.json ?? Object.fromEntries(answers.map(({name, json}) => [name, json.default ?? null]))));
    };
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    return {
        url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
        nodes,
        stop: async () => {
            proxy.closeAllConnections();
            await new Promise((resolve) => proxy.close(resolve));

            // The database is the first one's.
            for (const node of Object.values(nodes).reverse()) {
                await node.stop();
            }
        },
    };
}
