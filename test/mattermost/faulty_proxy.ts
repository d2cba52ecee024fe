import http from 'node:http';

import type {AddressInfo} from 'node:net';

/** What the proxy does to one request: lets it through, breaks the connection before or after the server acted, or answers itself. */
export type Fault =
    | 'none'
    | 'reset_before'
    | 'reset_after'
    | {status: number; headers?: Record<string, string>; body?: string};

export interface FaultyProxy {
    url: string;

    /** Method and path of every request that arrived, oldest first. */
    requests: string[];
    stop: () => Promise<void>;
}

/** A proxy on loopback in front of a real server that injects the fault `faultOf` names for each request. */
export async function startFaultyProxy(serverUrl: string, faultOf: (request: string) => Fault): Promise<FaultyProxy> {
    const requests: string[] = [];
    const proxy = http.createServer((incoming, outgoing) => {
        const request = `${incoming.method} ${incoming.url}`;
        requests.push(request);
        const fault = faultOf(request);
        if (fault === 'reset_before') {
            incoming.socket.destroy();
            return;
        }
        if (typeof fault === 'object') {
            incoming.resume();
            outgoing.writeHead(fault.status, fault.headers).end(fault.body);
            return;
        }
        const passedOn = http.request(`${serverUrl}${incoming.url}`, {method: incoming.method, headers: incoming.headers}, (answer) => {
            if (fault === 'reset_after') {
                answer.resume().on('end', () => incoming.socket.destroy());
            } else {
                outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
                answer.pipe(outgoing);
            }
        });
        passedOn.on('error', () => incoming.socket.destroy());
        incoming.pipe(passedOn);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    return {
        url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
        requests,
        stop: () => new Promise((resolve) => {
            proxy.close(() => resolve());
            proxy.closeAllConnections();
        }),
    };
}
