import {runBulk} from '../../server-bridge/bulk/run_bulk.ts';

import {bareClient, eightAtOnce} from './bare_client.ts';
import {elapsed, figure, median, ms} from './figure.ts';
import {TOKENS} from './large_server.ts';

import type {Figure} from './figure.ts';
import type {LargeServer} from './large_server.ts';

const ROUNDS = 5;
const CHANGED = 2_000;

/** Deactivating 2,000 of 100,000 tokens, every outcome read back, beside a bare loop that only asks. */
export async function bulk(server: LargeServer): Promise<Figure[]> {
    const bare = bareClient(server);
    const rounds = [];
    for (let i = 0; i < ROUNDS; i++) {
        const forBare = await activeTokens(server);
        const bareMs = await elapsed(() => eightAtOnce(forBare, (id) => bare.disableUserAccessToken(id)));
        const token_ids = await activeTokens(server);
        const oursMs = await elapsed(async () => {
            const {outcomes} = await runBulk(server.admin, {action: 'deactivate', token_ids, unchanged: 0}, {total: TOKENS});
            const done = [...outcomes.values()].filter(({status}) => status === 'done').length;
            if (done !== CHANGED) {
                throw new Error(`Only ${done} of ${CHANGED} tokens were deactivated.`);
            }
        });
        rounds.push({bare: bareMs, ours: oursMs});
    }
    const [bareMs, oursMs] = [median(rounds.map((one) => one.bare)), median(rounds.map((one) => one.ours))];
    return [figure('bulk: deactivate 2,000, read back', median(rounds.map((one) => one.ours / one.bare)), '×', `bare loop, 8 at once, not read back: ${ms(bareMs)}; ours ${ms(oursMs)}`, 1.2)];
}

/** As many active tokens, from anywhere in the list. */
async function activeTokens(server: LargeServer): Promise<string[]> {
    const {rows} = await server.sql('SELECT id FROM useraccesstokens WHERE isactive ORDER BY id LIMIT $1', [CHANGED]);
    return (rows as Array<{id: string}>).map(({id}) => id);
}
