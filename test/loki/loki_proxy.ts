import http from 'node:http';
import net from 'node:net';

import type {AddressInfo} from 'node:net';

export interface LokiProxy {
    url: string;

    /** Path and query of every request that arrived, WebSockets among them, oldest first. */
    requests: string[];
    stop: () => Promise<void>;
}

/** What has to stand before a Loki that a page of `origin` may ask: a proxy on loopback that answers its preflights and passes WebSockets on. */
export async function startLokiProxy(lokiUrl: string, origin: string): Promise<LokiProxy> {
    const requests: string[] = [];
    const sockets = new Set<net.Socket>();
    const cors = {
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Headers': 'X-Scope-OrgID, X-Loki-Response-Encoding-Flags',
    };
    const proxy = http.createServer((incoming, outgoing) => {
        if (incoming.method === 'OPTIONS') {
            outgoing.writeHead(204, cors).end();
            return;
        }
        requests.push(incoming.url ?? '');
        const passedOn = http.request(`${lokiUrl}${incoming.url}`, {headers: incoming.headers}, (answer) => {
            outgoing.writeHead(answer.statusCode ?? 502, {...answer.headers, ...cors});
            answer.pipe(outgoing);
        });
        passedOn.on('error', () => incoming.socket.destroy());
        passedOn.end();
    });
    proxy.on('upgrade', (incoming, socket: net.Socket, head) => {
        requests.push(incoming.url ?? '');
        const upstream = net.connect(Number(new URL(lokiUrl).port), '127.0.0.1', () => {
            upstream.write(`GET ${incoming.url} HTTP/1.1\r\n${incoming.rawHeaders.map((part, i) => (i % 2 ? `: ${part}\r\n` : part)).join('')}\r\n`);
            upstream.write(head);
            socket.pipe(upstream).pipe(socket);
        });
        for (const end of [socket, upstream]) {
            sockets.add(end);
            end.on('error', () => undefined);
            end.on('close', () => {
                socket.destroy();
                upstream.destroy();
            });
        }
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    return {
        url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
        requests,
        stop: async () => {
            sockets.forEach((socket) => socket.destroy());
            proxy.closeAllConnections();
            await new Promise((resolve) => proxy.close(resolve));
        },
    };
}
