import {fingerprintOf} from '../log/fingerprint.ts';
import {dropPreference, storePreference} from '../preferences/preferences.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Secret} from './create_token.ts';

/**
 * Notes a new secret's fingerprint (SHA-256, nothing else of it) under its token's id among the user's own preferences,
 * so that a log line with that secret names this token. Throws RestError.
 */
export async function registerFingerprint(client: RestClient, userId: string, tokenId: string, secret: Secret): Promise<void> {
    await storePreference(client, userId, tokenId, fingerprintOf(secret.reveal()));
}

/** Drops it again, when the token is gone. Throws RestError. */
export async function forgetFingerprint(client: RestClient, userId: string, tokenId: string): Promise<void> {
    await dropPreference(client, userId, tokenId);
}
