import * as v from 'valibot';

import {parseStored, readPreferences, storePreference} from '../preferences/preferences.ts';
import {RestError} from '../rest/rest_error.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {MyToken} from './load_my_tokens.ts';

const NAME = 'rotate_reminder';
const VERSION = 1;
const DAY_MS = 86_400_000;

/** After how many days a token is due for rotation; 0 = never. */
export const reminderDays = [0, 30, 90, 180] as const;
export type ReminderDays = typeof reminderDays[number];

/** What holds until the user chooses. */
export const DEFAULT_REMINDER_DAYS: ReminderDays = 90;

const storedSchema = v.object({version: v.literal(VERSION), days: v.picklist(reminderDays)});

/** The user's choice, or the default. Throws RestError. */
export async function readReminder(client: RestClient): Promise<ReminderDays> {
    return parseStored(storedSchema, (await readPreferences(client)).get(NAME))?.days ?? DEFAULT_REMINDER_DAYS;
}

/** Stores the user's choice. Throws RestError; `malformed` where a newer version stored one, which is left alone. */
export async function storeReminder(client: RestClient, userId: string, days: ReminderDays): Promise<void> {
    const value = (await readPreferences(client)).get(NAME);
    if (value !== undefined && !parseStored(storedSchema, value)) {
        throw new RestError('malformed');
    }
    await storePreference(client, userId, NAME, JSON.stringify({version: VERSION, days}));
}

/** Since when a token exists, at least (ms since 1970); undefined where nothing tells. */
export function existsSince({lifecycle, sessions}: MyToken): number | undefined {
    const known = lifecycle?.created?.at ?? Math.min(...sessions?.map(({create_at}) => create_at) ?? []);
    return Number.isFinite(known) ? known : undefined;
}

/** Whether an active token is old enough to be rotated. `now` is ms since 1970. */
export function isDue(mine: MyToken, days: ReminderDays, now: number): boolean {
    const since = existsSince(mine);
    return days > 0 && mine.token.is_active && since !== undefined && now - since >= days * DAY_MS;
}
