import http from 'node:http';

import type {AddressInfo} from 'node:net';

/** What the proxy does to one request. */
export type Fault =
    | 'none'
    | 'reset_before' // the connection breaks before the server hears of it
    | 'reset_after' // … after the server acted
    | 'truncated' // the server's answer breaks off half way
    | 'malformed' // the server acts, and its answer arrives as something else
    | {delay_ms: number} // the request is let through later
    | {status: number; headers?: Record<string, string>; body?: string}; // an answer without the server

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
        if (typeof fault === 'object' && 'status' in fault) {
            incoming.resume();
            outgoing.writeHead(fault.status, fault.headers).end(fault.body);
            return;
        }
        setTimeout(() => passOn(serverUrl, incoming, outgoing, fault), typeof fault === 'object' ? fault.delay_ms : 0);
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

function passOn(serverUrl: string, incoming: http.IncomingMessage, outgoing: http.ServerResponse, fault: Fault): void {
    const passedOn = http.request(`${serverUrl}${incoming.url}`, {method: incoming.method, headers: incoming.headers}, (answer) => {
        const status = answer.statusCode ?? 502;
        if (fault === 'reset_after') {
            answer.resume().on('end', () => incoming.socket.destroy());
        } else if (fault === 'malformed') {
            answer.resume().on('end', () => outgoing.writeHead(status, {'Content-Type': 'text/html'}).end('<html>Welcome to the proxy'));
        } else if (fault === 'truncated') {
            void answer.toArray().then((chunks: Buffer[]) => {
                const body = Buffer.concat(chunks);
                outgoing.writeHead(status, {...answer.headers, 'content-length': String(body.length + 1)});
                outgoing.write(body.subarray(0, body.length / 2), () => incoming.socket.destroy());
            });
        } else {
            outgoing.writeHead(status, answer.headers);
            answer.pipe(outgoing);
        }
    });
    passedOn.on('error', () => incoming.socket.destroy());
    incoming.pipe(passedOn);
}
