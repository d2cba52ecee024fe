import {defaultPolicy} from '../../server-bridge/findings/policy.ts';
import {noFilter} from '../../server-bridge/inventory/filter.ts';
import {FindingColumn} from '../../server-bridge/inventory/finding_column.ts';
import {Inventory} from '../../server-bridge/inventory/inventory.ts';
import {loadInventory} from '../../server-bridge/inventory/load_inventory.ts';
import {queryInventory} from '../../server-bridge/inventory/query.ts';
import {RowOrder} from '../../server-bridge/inventory/row_order.ts';
import {parseTokenSessions} from '../../server-bridge/sessions/session.ts';

import {GeneratedServer} from './generated_server.ts';
import {peakMemory} from './process_cost.ts';

/** What took how many ms of the processor, which other programs on the machine do not lengthen. */
export interface Cost {
    bare: number;
    load: number;
    findings: number;
    filter: number;
    sort: number;

    /** The most memory the process ever held, in MB (10^6 bytes). */
    peak_mb: number;
}

async function spent(task: () => unknown): Promise<number> {
    const before = process.cpuUsage();
    await task();
    const {user, system} = process.cpuUsage(before);
    return (user + system) / 1000;
}

async function measure(tokens: number): Promise<Omit<Cost, 'peak_mb'>> {
    const server = new GeneratedServer(tokens);
    const bare = await spent(() => server.drain());
    const inventory = new Inventory();
    const load = await spent(async () => {
        const {proven} = await loadInventory(server, inventory);
        if (!proven || inventory.size !== tokens) {
            throw new Error(`The list is not what was generated: ${inventory.size} tokens.`);
        }
    });
    for (const userId of inventory.userIds) {
        inventory.setSessions(userId, parseTokenSessions(await server.getSessions(userId)));
    }
    const column = new FindingColumn(inventory, defaultPolicy, {maximum_lifetime_days: undefined});
    const order = new RowOrder(inventory, column);
    const findings = await spent(() => column.refresh());
    const sort = await spent(() => {
        order.sorted('description', false);
        order.sorted('findings', true);
    });
    const filter = await spent(() => queryInventory(inventory, column, {filter: {...noFilter, text: '3f9a'}, sort: 'findings', descending: true}, order));
    return {bare, load, findings, filter, sort};
}

// Once with little, so that no size pays alone for the compiler.
await measure(20_000);
const cost: Cost = {...await measure(Number(process.argv[2])), peak_mb: await peakMemory()};
process.send?.(cost);
