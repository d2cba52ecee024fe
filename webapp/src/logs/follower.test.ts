import {expect, test} from 'vitest';

import {LokiError} from '../../../server-bridge/log_sources/loki_error.ts';
import {RestError} from '../../../server-bridge/rest/rest_error.ts';

import {Follower} from './follower.ts';

import type {Following} from './log_snapshot.ts';

/** What is told of rounds of which the first throws `error` and the second finds nothing to follow any more. */
async function toldOf(error: Error): Promise<Following[]> {
    const told: Following[] = [];
    let rounds = 0;
    await new Promise<void>((resolve) => {
        const follower = new Follower({
            round: () => (++rounds === 1 ? Promise.reject(error) : Promise.resolve(undefined)),
            tell: (following) => {
                told.push(following);
                if (following === 'failed') {
                    resolve();
                }
            },
            sleep: () => Promise.resolve(),
        });
        follower.start();
    });
    return told;
}

test.each([
    new RestError('network'), new RestError('server'), new RestError('rate_limited'),
    new LokiError('network'), new LokiError('server'), new LokiError('timeout'), new LokiError('rate_limited'),
])('$name $kind may pass: it is tried again', async (error) => {
    expect(await toldOf(error)).toEqual(['on', 'retrying', 'on', 'failed']);
});

test.each([
    new RestError('unauthorized'), new RestError('forbidden'), new LokiError('unauthorized'), new LokiError('not_found'), new LokiError('rejected'), new TypeError('a mistake of ours'),
])('$name $kind does not pass: following ends', async (error) => {
    expect(await toldOf(error)).toEqual(['on', 'failed']);
});
