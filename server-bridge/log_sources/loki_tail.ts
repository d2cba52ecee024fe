import {parseTail} from './loki_client.ts';

import type {Entry, LokiClient, TailSocket} from './loki_client.ts';

/** So long a connection may take; what is in between may not pass WebSockets on, and say nothing. */
const OPEN_WITHIN_MS = 5000;

/** Lines kept for whoever asks next. Beyond them it is cheaper to ask Loki anew. */
const MOST_WAITING = 50_000;

/** What comes into Loki from now on, over a WebSocket, until `signal` ends it or Loki does (after an hour by default). */
export class LokiTail {
    #waiting: Entry[] = [];
    #isWhole = true;

    private constructor(private readonly socket: TailSocket, signal: AbortSignal) {
        const end = () => socket.close();
        signal.addEventListener('abort', end);
        socket.addEventListener('close', () => {
            this.#isWhole = false;
            signal.removeEventListener('abort', end);
        });
        socket.addEventListener('message', ({data}) => this.#hear(data));
    }

    /** Resolves once it listens; to undefined where no WebSocket can be had. `from` is ns since 1970. Never throws. */
    static async open(client: LokiClient, query: string, from: bigint, signal: AbortSignal): Promise<LokiTail | undefined> {
        const socket = client.openTail(query, from);
        if (!socket) {
            return undefined;
        }
        const tail = new LokiTail(socket, signal);
        const isOpen = await new Promise<boolean>((resolve) => {
            const timeout = setTimeout(() => resolve(false), OPEN_WITHIN_MS);
            const settle = (opened: boolean) => {
                clearTimeout(timeout);
                resolve(opened);
            };
            socket.addEventListener('open', () => settle(true));
            socket.addEventListener('close', () => settle(false));
        });
        if (!isOpen || signal.aborted) {
            socket.close();
            return undefined;
        }
        return tail;
    }

    /** What came since the last call, or since it was opened; undefined where that may not be all, and it is of no more use. */
    take(): Entry[] | undefined {
        const waiting = this.#waiting;
        this.#waiting = [];
        return this.#isWhole ? waiting : undefined;
    }

    /** Ends it: what it brought and would bring is to be asked for anew. */
    close(): void {
        this.#isWhole = false;
        this.socket.close();
    }

    #hear(data: unknown): void {
        const entries = parseTail(data);
        if (entries && this.#waiting.length < MOST_WAITING) {
            this.#waiting.push(...entries);
        } else {
            this.close();
        }
    }
}
