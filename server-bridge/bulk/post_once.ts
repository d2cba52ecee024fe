import {toRestError} from '../rest/rest_error.ts';

import type {RestClient} from '../rest/rest_client.ts';

const MAX_TRIES = 2;
const REPEAT_WITHIN_MS = 20_000;

interface NewPost {
    channel_id: string;
    message: string;
    file_ids?: string[];

    /** The author's id, ":", and what no other post of theirs has. */
    pending_post_id: string;
}

/**
 * Posts a message once, also where the first answer was lost: for half a minute the server takes a second post with the
 * same pending id for the first one. Throws RestError; one with `outcome_unknown` leaves open whether it was posted.
 */
export async function postOnce(client: RestClient, post: NewPost): Promise<void> {
    const started = Date.now();
    for (let tries = 1; ; tries++) {
        try {
            await client.createPost(post);
            return;
        } catch (thrown) {
            const error = toRestError(thrown);
            const elapsed = Date.now() - started;

            // A clock that was set back does not tell how long it has been.
            const mayRepeat = elapsed >= 0 && elapsed <= REPEAT_WITHIN_MS;
            if (!error.outcome_unknown || tries === MAX_TRIES || !mayRepeat) {
                throw error;
            }
        }
    }
}
