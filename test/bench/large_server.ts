import pg from 'pg';

import {installPlugin} from '../../build/install_plugin.ts';
import {buildHost} from '../host/build_host.ts';
import {signInFirstAdmin} from '../mattermost/people.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import type {RestClient} from '../../server-bridge/rest/rest_client.ts';
import type {Mattermost} from '../mattermost/start_mattermost.ts';

export const TOKENS = 100_000;
export const OWNERS = 20_000;

/** A real server with many tokens and owners, put into its database by SQL: over REST that would take minutes. */
export interface LargeServer extends Mattermost {
    admin: RestClient;
    sql: (statement: string, values?: unknown[]) => Promise<pg.QueryResult>;
}

/** Starts one, with `bundle` (a path) installed where the page is measured. */
export async function startLargeServer(bundle?: string, {tokens: tokenCount, owners: ownerCount} = {tokens: TOKENS, owners: OWNERS}): Promise<LargeServer> {
    const server = await startMattermost(bundle ? {clientDir: await buildHost()} : {});
    const database = new pg.Client({connectionString: server.databaseUrl});
    const stop = async () => {
        await database.end();
        await server.stop();
    };
    try {
        await database.connect();
        const admin = await signInFirstAdmin(server);
        if (bundle) {
            await installPlugin(admin, bundle);
        }
        await database.query(users, [ownerCount]);
        await database.query(tokens, [tokenCount, ownerCount]);
        await database.query('ANALYZE');
        return {...server, admin, sql: (statement, values) => database.query(statement, values), stop};
    } catch (error) {
        await stop();
        throw error;
    }
}

const users = `
    INSERT INTO users (id, createat, updateat, deleteat, username, email, roles, nickname, firstname, lastname, position, authservice,
        locale, notifyprops, props, timezone, password, emailverified, failedattempts, mfaactive, mfasecret, allowmarketing,
        lastpasswordupdate, lastpictureupdate, lastlogin)
    SELECT lpad(i::text, 26, 'u'), 1, 1, 0, 'user' || i, 'u' || i || '@example.com', 'system_user', '', 'First' || i, 'Last' || i, '', '',
        'en', '{}', '{}', '{}', '', true, 0, false, '', false, 1, 0, 0
    FROM generate_series(1, $1::int) i`;

// Four tokens an owner, and nine of every fifth one. Ids and descriptions as far from sorted as in life: md5 is there to
// scatter, not to hide.
const tokens = `
    INSERT INTO useraccesstokens (id, token, userid, description, isactive)
    SELECT substr(md5(i::text), 1, 20) || lpad(i::text, 6, '0'), lpad(i::text, 26, 's'), lpad((1 + i % (CASE WHEN i <= 4 * $2::int THEN $2::int ELSE $2::int / 5 END))::text, 26, 'u'),
        (ARRAY['ci job ', 'Nightly report ', 'Grafana alerts ', 'laptop ', 'backup script '])[1 + i % 5] || substr(md5('d' || i), 1, 6), i % 3 <> 0
    FROM generate_series(1, $1::int) i`;
