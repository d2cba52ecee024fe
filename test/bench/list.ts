import {Inventory} from '../../server-bridge/inventory/inventory.ts';
import {loadInventory} from '../../server-bridge/inventory/load_inventory.ts';
import {RestClient} from '../../server-bridge/rest/rest_client.ts';

import {bareClient, barePageLoop} from './bare_client.ts';
import {elapsed, figure, median, ms} from './figure.ts';
import {OWNERS, TOKENS} from './large_server.ts';

import type {Figure} from './figure.ts';
import type {LargeServer} from './large_server.ts';

const ROUNDS = 7;

/** Reading every token and owner, beside the bare page loop that reads the tokens only. */
export async function list(server: LargeServer): Promise<Figure[]> {
    const bare = bareClient(server);
    const rounds = [];
    await round(server, bare);
    for (let i = 0; i < ROUNDS; i++) {
        rounds.push(await round(server, bare));
    }
    const bareMs = median(rounds.map((one) => one.bare));
    const listed = median(rounds.map((one) => one.listed));
    const proven = median(rounds.map((one) => one.proven));
    const beside = `bare page loop, 8 at once: ${ms(bareMs)}`;
    return [
        figure('list: every token and owner read', median(rounds.map((one) => one.listed / one.bare)), '×', `${beside}; ours ${ms(listed)}`, 1.3),
        figure('list: until proven complete', median(rounds.map((one) => one.proven / one.bare)), '×', `${beside}; ours ${ms(proven)}`),
        figure('list: first rows with owners', await answersUntilFirstRows(server), 'answers', 'the server\'s answers that came before', 3),
    ];
}

async function round(server: LargeServer, bare: ReturnType<typeof bareClient>): Promise<{bare: number; listed: number; proven: number}> {
    const bareMs = await elapsed(() => barePageLoop(bare));
    const inventory = new Inventory();
    const startedAt = performance.now();
    let listed = 0;
    const completeness = await loadInventory(server.admin, inventory, (phase) => {
        if (phase === 'verifying' && listed === 0) {
            listed = performance.now() - startedAt;
        }
    });
    const proven = performance.now() - startedAt;
    if (!completeness.proven || inventory.size !== TOKENS || inventory.owners.filter(Boolean).length !== OWNERS) {
        throw new Error(`The list is not what is in the database: ${inventory.size} tokens.`);
    }
    return {bare: bareMs, listed, proven};
}

/** How many answers the server had given when the first rows stood there with their owners. */
async function answersUntilFirstRows({url, admin}: LargeServer): Promise<number> {
    const client = new RestClient({url, token: admin.getToken()});
    let answers = 0;
    const count = <Args extends unknown[], Answer>(method: (...args: Args) => Promise<Answer>) => async (...args: Args) => {
        const answer = await method(...args);
        answers++;
        return answer;
    };
    client.getUserAccessTokens = count(client.getUserAccessTokens);
    client.getProfilesByIds = count(client.getProfilesByIds);
    const inventory = new Inventory();
    let atFirstRows = 0;
    await loadInventory(client, inventory, () => {
        if (atFirstRows === 0 && inventory.owner(0)) {
            atFirstRows = answers;
        }
    });
    return atFirstRows;
}
