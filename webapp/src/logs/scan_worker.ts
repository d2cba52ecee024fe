import {RestClient} from '../../../server-bridge/rest/rest_client.ts';

import {LogSession} from './log_session.ts';

import type {Request} from './worker_protocol.ts';

/** What a worker's global object is, as far as it is used here: the types of the page's are others. */
interface WorkerScope {
    postMessage(message: unknown): void;
    onmessage: ((event: {data: Request}) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;
const session = new LogSession({
    tell: (told) => scope.postMessage(told),
    makeClient: ({url, csrf}) => new RestClient({url, csrf}),
});
scope.onmessage = ({data}) => session.handle(data);
