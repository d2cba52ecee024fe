import {runBulk} from '../../server-bridge/bulk/run_bulk.ts';

import {bareClient, eightAtOnce} from './bare_client.ts';
import {elapsed, figure, median, ms} from './figure.ts';
import {TOKENS} from './large_server.ts';

import type {Figure} from './figure.ts';
import type {LargeServer} from './large_server.ts';

const ROUNDS = 5;
const CHANGED = 2_000;

/** Active tokens, owner after owner, of those who have so many of them. */
const ofOwnersWith = (active: string) => `SELECT id, userid, ctid FROM useraccesstokens WHERE isactive AND userid IN (SELECT userid FROM useraccesstokens WHERE isactive GROUP BY userid HAVING count(*) ${active}) ORDER BY md5(userid) LIMIT $1`;

/** Which tokens: what an admin ticks here and there, what a filter by owner leaves, and the worst case for reading back. */
const selections = {
    'of owners with several each': ofOwnersWith('BETWEEN 3 AND 4'),
    'of whole owners, 5 to 10 each': ofOwnersWith('BETWEEN 5 AND 10'),
    'of one owner each': 'SELECT * FROM (SELECT DISTINCT ON (userid) id, userid, ctid FROM useraccesstokens WHERE isactive ORDER BY userid, id) AS one ORDER BY md5(userid) LIMIT $1',
};

/** Deactivating 2,000 of 100,000 tokens, every outcome read back, beside a bare loop that only asks. */
export async function bulk(server: LargeServer): Promise<Figure[]> {
    const bare = bareClient(server);
    const figures: Figure[] = [];
    for (const [what, selection] of Object.entries(selections)) {
        const rounds = [];
        for (let i = 0; i < ROUNDS; i++) {
            const [bareMs, oursMs] = await inTurn(i, [
                async () => {
                    const ids = await selectTokens(server, selection);
                    return elapsed(() => eightAtOnce(ids, (id) => bare.disableUserAccessToken(id)));
                },
                async () => {
                    const ids = await selectTokens(server, selection);
                    return elapsed(() => deactivate(server, ids));
                },
            ]);
            rounds.push({bare: bareMs, ours: oursMs});
        }
        const [bareMs, oursMs] = [median(rounds.map((one) => one.bare)), median(rounds.map((one) => one.ours))];
        figures.push(figure(`bulk: deactivate 2,000 ${what}, read back`, median(rounds.map((one) => one.ours / one.bare)), '×', `bare loop, 8 at once, not read back: ${ms(bareMs)}; ours ${ms(oursMs)}`, 1.2));
    }
    return figures;
}

/** Both, the second first in every other round: each change leaves the database something to tidy up during the next. */
async function inTurn(round: number, [first, second]: [() => Promise<number>, () => Promise<number>]): Promise<[number, number]> {
    if (round % 2 === 0) {
        const before = await first();
        return [before, await second()];
    }
    const before = await second();
    return [await first(), before];
}

async function deactivate(server: LargeServer, token_ids: readonly string[]): Promise<void> {
    const plan = {action: 'deactivate' as const, token_ids, unchanged: 0};
    const {outcomes} = await runBulk(server.admin, plan, {total: TOKENS});
    const done = [...outcomes.values()].filter(({status}) => status === 'done').length;
    if (done !== CHANGED) {
        throw new Error(`Only ${done} of ${CHANGED} tokens were deactivated.`);
    }
}

/**
 * Active tokens in the order of the server's list, as a plan has them. The table is packed anew
 * first: in life its rows change seldom, and 60,000 changes one after the other would leave holes that no server has.
 */
async function selectTokens(server: LargeServer, selection: string): Promise<string[]> {
    await server.sql('VACUUM FULL ANALYZE useraccesstokens');
    const {rows} = await server.sql(`SELECT id FROM (${selection}) AS chosen ORDER BY ctid`, [CHANGED]);
    return (rows as Array<{id: string}>).map(({id}) => id);
}
