import {LokiClient} from '../log_sources/loki_client.ts';
import {LokiSource} from '../log_sources/loki_source.ts';

import {UsageError} from './exit_code.ts';

import type {Io} from './scan.ts';

/** Loki at `url` as the log to read, with credentials out of the environment: an argument would show in the list of processes. Throws UsageError. */
export function lokiFromEnvironment(url: string, query: string | undefined, {env, now}: Pick<Io, 'env' | 'now'>): LokiSource {
    const address = (/^https?:\/\//).test(url) ? parseUrl(url) : undefined;
    if (!address || address.search || address.hash) {
        throw new UsageError('--loki takes an address such as https://loki.example.com.');
    }
    if (address.username || address.password) {
        throw new UsageError('--loki takes no credentials: give them in LOKI_USERNAME and LOKI_PASSWORD.');
    }
    if (env.LOKI_BEARER_TOKEN && env.LOKI_USERNAME) {
        throw new UsageError('LOKI_BEARER_TOKEN and LOKI_USERNAME both say who asks: set one of them.');
    }
    const client = new LokiClient({
        url, username: env.LOKI_USERNAME, password: env.LOKI_PASSWORD, bearer_token: env.LOKI_BEARER_TOKEN, org_id: env.LOKI_ORG_ID,
    });
    try {
        return new LokiSource(client, {query, now});
    } catch (error) {
        throw error instanceof TypeError ? new UsageError(error.message) : error;
    }
}

function parseUrl(url: string): URL | undefined {
    try {
        return new URL(url);
    } catch {
        return undefined;
    }
}
