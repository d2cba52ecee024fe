import {Inventory} from '../../server-bridge/inventory/inventory.ts';
import {loadInventory} from '../../server-bridge/inventory/load_inventory.ts';
import {RestClient} from '../../server-bridge/rest/rest_client.ts';

import {bareClient, bareOwnerLoop, barePageLoop} from './bare_client.ts';
import {elapsed, figure, median, ms} from './figure.ts';
import {OWNERS, TOKENS} from './large_server.ts';

import type {Figure} from './figure.ts';
import type {LargeServer} from './large_server.ts';

const ROUNDS = 7;

/** Reading every token and owner, beside a bare loop that reads the same pages and then the same owners. */
export async function list(server: LargeServer): Promise<Figure[]> {
    const bare = bareClient(server);
    const rounds: Round[] = [];
    await round(server, bare);
    for (let i = 0; i < ROUNDS; i++) {
        rounds.push(await round(server, bare));
    }
    const firstRows: number[] = [];
    for (let i = 0; i < ROUNDS; i++) {
        firstRows.push(await answersUntilFirstRows(server));
    }
    const of = (measure: (one: Round) => number) => median(rounds.map(measure));
    const beside = `bare loop of the official client, 8 at once: ${ms(of(bareMs))}, of which the pages ${ms(of((one) => one.pages))}`;
    return [
        figure('list: every token and owner read', of((one) => one.listed / bareMs(one)), '×', `${beside}; ours ${ms(of((one) => one.listed))}, ${of((one) => one.listed / one.pages).toFixed(2)} × the pages alone`, 1.3),
        figure('list: until proven complete', of((one) => one.proven / bareMs(one)), '×', `${beside}, read once; ours ${ms(of((one) => one.proven))}, read twice`),
        figure('list: first rows with owners', median(firstRows), 'answers', `the server's answers that came before, in ${ROUNDS} loads: ${firstRows.join(', ')}`, 3),
    ];
}

/** What took how many ms. */
interface Round {
    pages: number;
    owners: number;
    listed: number;
    proven: number;
}

const bareMs = ({pages, owners}: Round) => pages + owners;

async function round(server: LargeServer, bare: ReturnType<typeof bareClient>): Promise<Round> {
    let userIds = new Set<string>();
    const pages = await elapsed(async () => {
        userIds = await barePageLoop(bare);
    });
    const owners = await elapsed(() => bareOwnerLoop(bare, userIds));
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
    return {pages, owners, listed, proven};
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
