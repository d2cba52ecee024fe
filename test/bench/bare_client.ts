import {IDS_PER_CALL} from '../../server-bridge/owners/resolve_owners.ts';
import {Client4} from '../../server-bridge/rest/client4.ts';
import {TOKENS_PER_PAGE} from '../../server-bridge/tokens/list_tokens.ts';

import type {LargeServer} from './large_server.ts';

export const AT_ONCE = 8;

/** The official client as it comes, signed in as the admin: what everything over REST is compared with. */
export function bareClient({url, admin}: LargeServer): InstanceType<typeof Client4> {
    const client = new Client4();
    client.setUrl(url);
    client.setToken(admin.getToken());
    return client;
}

/** Runs `work` on every item, eight at once. */
export async function eightAtOnce<T>(items: Iterable<T>, work: (item: T) => Promise<unknown>): Promise<void> {
    const queue = items[Symbol.iterator]();
    await Promise.all(Array.from({length: AT_ONCE}, async () => {
        for (let next = queue.next(); !next.done; next = queue.next()) {
            await work(next.value);
        }
    }));
}

/** Every page of the list, eight at once; resolves to the user ids it names. */
export async function barePageLoop(client: InstanceType<typeof Client4>): Promise<Set<string>> {
    const userIds = new Set<string>();
    let next = 0;
    let ended = false;
    await Promise.all(Array.from({length: AT_ONCE}, async () => {
        while (!ended) {
            const page = await client.getUserAccessTokens(next++, TOKENS_PER_PAGE);
            page.forEach(({user_id}) => userIds.add(user_id));
            ended ||= page.length < TOKENS_PER_PAGE;
        }
    }));
    return userIds;
}

/** Every one of these users, as many a call as the plugin asks for, eight calls at once. */
export async function bareOwnerLoop(client: InstanceType<typeof Client4>, userIds: Iterable<string>): Promise<void> {
    const ids = [...userIds];
    const calls = Array.from({length: Math.ceil(ids.length / IDS_PER_CALL)}, (_, i) => ids.slice(i * IDS_PER_CALL, (i + 1) * IDS_PER_CALL));
    await eightAtOnce(calls, (some) => client.getProfilesByIds(some));
}
