import {RestClient} from '../../server-bridge/rest/rest_client.ts';
import {sleep} from '../../server-bridge/rest/sleep.ts';
import {DEFAULT_CONCURRENCY, Throttle} from '../../server-bridge/rest/throttle.ts';
import {startFaultyProxy} from '../mattermost/faulty_proxy.ts';

import type {Fault, FaultyProxy} from '../mattermost/faulty_proxy.ts';

/** How much faster than ours a client's clock runs: a second of waiting proves no more than a hundredth. */
const HASTE = 100;

/** Lets `use` speak to a server as `client` does, by way of a proxy that injects the fault `faultOf` names for each request. */
export async function through(client: RestClient, faultOf: (request: string) => Fault, use: (client: RestClient, proxy: FaultyProxy) => Promise<void>): Promise<void> {
    const proxy = await startFaultyProxy(client.getUrl(), faultOf);
    try {
        const throttle = new Throttle(DEFAULT_CONCURRENCY, () => performance.now() * HASTE);
        await use(new RestClient({url: proxy.url, token: client.getToken(), sleep: (ms, signal) => sleep(ms / HASTE, signal)}, throttle), proxy);
    } finally {
        await proxy.stop();
    }
}

/** The fault for the first `times` requests that `route` matches, and none for any other. */
export function faultFor(route: RegExp, fault: Fault, times = Infinity): (request: string) => Fault {
    let left = times;
    return (request) => (route.test(request) && left-- > 0 ? fault : 'none');
}
