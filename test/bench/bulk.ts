import {runBulk} from '../../server-bridge/bulk/run_bulk.ts';

import {bareClient, eightAtOnce} from './bare_client.ts';
import {elapsed, figure, median, ms} from './figure.ts';
import {TOKENS} from './large_server.ts';

import type {Figure} from './figure.ts';
import type {LargeServer} from './large_server.ts';

const ROUNDS = 5;
const CHANGED = 2_000;
const LIMIT = 1.2;
const WORST = 'of one owner each';

/** Audits that stay from round to round are older, in ms since 1970. */
const OLD_AUDITS_END = Date.UTC(2025);

/** Active tokens, owner after owner, of those who have so many of them. */
const ofOwnersWith = (active: string) => `SELECT id, userid, ctid FROM useraccesstokens WHERE isactive AND userid IN (SELECT userid FROM useraccesstokens WHERE isactive GROUP BY userid HAVING count(*) ${active}) ORDER BY md5(userid) LIMIT $1`;

/** Which tokens: what an admin ticks here and there, what a filter by owner leaves, and the worst case for reading back. */
const selections = {
    'of owners with several each': ofOwnersWith('BETWEEN 3 AND 4'),
    'of whole owners, 5 to 10 each': ofOwnersWith('BETWEEN 5 AND 10'),
    [WORST]: 'SELECT * FROM (SELECT DISTINCT ON (userid) id, userid, ctid FROM useraccesstokens WHERE isactive ORDER BY userid, id) AS one ORDER BY md5(userid) LIMIT $1',
};

/** Deactivating 2,000 of 100,000 tokens, every outcome read back, beside a bare loop that only asks. */
export async function bulk(server: LargeServer): Promise<Figure[]> {
    const figures: Figure[] = [];
    for (const [what, selection] of Object.entries(selections)) {
        figures.push(await measure(server, `bulk: deactivate 2,000 ${what}, read back`, {selection, audits: 0, limit: LIMIT}));
    }

    // What a server has gathered in years makes each page of its audits slow, and reading back relies on tokens asked for alone.
    const audits = 1_000_000;
    figures.push(await measure(server, `bulk: the last once more, with ${audits.toLocaleString('en')} audits on the server`, {selection: selections[WORST], audits, limit: undefined}));
    return figures;
}

interface Case {
    selection: string;

    /** How many audits the server has already. */
    audits: number;
    limit: number | undefined;
}

async function measure(server: LargeServer, name: string, {selection, audits, limit}: Case): Promise<Figure> {
    const bare = bareClient(server);
    const rounds = [];
    for (let i = 0; i < ROUNDS; i++) {
        const [bareMs, oursMs] = await inTurn(i, [
            async () => {
                const ids = await begin(server, selection, audits);
                return elapsed(() => eightAtOnce(ids, (id) => bare.disableUserAccessToken(id)));
            },
            async () => {
                const ids = await begin(server, selection, audits);
                return elapsed(() => deactivate(server, ids));
            },
        ]);
        rounds.push({bare: bareMs, ours: oursMs});
    }
    const [bareMs, oursMs] = [median(rounds.map((one) => one.bare)), median(rounds.map((one) => one.ours))];
    return figure(name, median(rounds.map((one) => one.ours / one.bare)), '×', `bare loop, 8 at once, not read back: ${ms(bareMs)}; ours ${ms(oursMs)}`, limit);
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
    const others = [...outcomes.values()].filter(({status}) => status !== 'done');
    if (outcomes.size !== CHANGED || others.length > 0) {
        throw new Error(`Of ${CHANGED} tokens ${others.length} were not deactivated: ${JSON.stringify(others[0])}.`);
    }
}

/**
 * Makes the server what every round finds, and gives the active tokens of `selection` in the order of its list, as a plan
 * has them: what the round before changed is active again and its audits are gone, and the table is packed, since 2,000
 * changes in each of many rounds would leave holes that no server has.
 */
async function begin(server: LargeServer, selection: string, audits: number): Promise<string[]> {
    await server.sql('UPDATE useraccesstokens SET isactive = true WHERE \'success - token_id=\' || id IN (SELECT extrainfo FROM audits WHERE createat > $1)', [OLD_AUDITS_END]);
    await server.sql('CLUSTER useraccesstokens USING useraccesstokens_pkey');
    await server.sql('DELETE FROM audits WHERE createat > $1', [OLD_AUDITS_END]);
    await server.sql(`INSERT INTO audits (id, createat, userid, action, extrainfo, ipaddress, sessionid)
        SELECT lpad(i::text, 26, 'a'), $1::bigint - i, lpad((i % 1000)::text, 26, 'u'), '/api/v4/users/login', 'attempt - login_id=someone@example.com', '127.0.0.1', lpad(i::text, 26, 's')
        FROM generate_series(1, $2::int) i ON CONFLICT DO NOTHING`, [OLD_AUDITS_END, audits]);
    for (const table of ['useraccesstokens', 'audits']) {
        await server.sql(`VACUUM ANALYZE ${table}`);
    }
    const {rows} = await server.sql(`SELECT id FROM (${selection}) AS chosen ORDER BY ctid`, [CHANGED]);
    return (rows as Array<{id: string}>).map(({id}) => id);
}
