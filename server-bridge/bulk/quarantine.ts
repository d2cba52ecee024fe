import * as v from 'valibot';

import {CATEGORY, readPreferences} from '../preferences/preferences.ts';
import {idSchema, parse} from '../rest/parse.ts';

import {formatNotes, leftOver, parseNote} from './quarantine_note.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Note, StoredNote} from './quarantine_note.ts';

const ADMINS_PER_PAGE = 200;

/** A request's body ends at 300 kB by default, and a preference may have 20,000 characters. */
const PREFERENCES_PER_CALL = 10;

/** A token this plugin deactivated. */
export interface Quarantined {
    token_id: string;

    /** Ms since 1970. */
    since: number;
    by: {id: string; username: string};
    reason: string;
}

const adminsSchema = v.array(v.object({id: idSchema, username: v.string()}));

/**
 * Notes under the acting admin's preferences that these tokens are quarantined, in place of the run's earlier note of
 * `before` tokens. Resolves to how many there was room for. Throws RestError.
 */
export async function noteQuarantined(client: RestClient, userId: string, runId: string, note: Note, before = 0): Promise<number> {
    const {preferences, noted} = formatNotes(userId, runId, note);
    for (let i = 0; i < preferences.length; i += PREFERENCES_PER_CALL) {
        await client.savePreferences(userId, preferences.slice(i, i + PREFERENCES_PER_CALL));
    }
    const superfluous = leftOver(userId, runId, before, preferences);
    if (superfluous.length > 0) {
        await client.deletePreferences(userId, superfluous);
    }
    return noted;
}

/**
 * Every token any system admin's notes call quarantined, the newest note of each. A token that was activated or revoked
 * elsewhere may still be among them: whoever shows the list keeps the inactive ones only. Throws RestError.
 */
export async function readQuarantine(client: RestClient): Promise<Quarantined[]> {
    const newest = new Map<string, Quarantined>();
    for (const {at, reason, by, token_ids} of await readNotes(client)) {
        for (const token_id of token_ids) {
            if ((newest.get(token_id)?.since ?? -1) < at) {
                newest.set(token_id, {token_id, since: at, by, reason});
            }
        }
    }
    return [...newest.values()].sort((a, b) => b.since - a.since);
}

/** Takes tokens off the notes of every admin: they were activated or revoked. Throws RestError. */
export async function forgetQuarantined(client: RestClient, tokenIds: Iterable<string>): Promise<void> {
    const gone = new Set(tokenIds);
    for (const note of await readNotes(client)) {
        const left = note.token_ids.filter((id) => !gone.has(id));
        if (left.length === note.token_ids.length) {
            continue;
        }
        const preference = {user_id: note.by.id, category: CATEGORY, name: note.name, value: note.format(left)};
        await (left.length > 0 ? client.savePreferences(note.by.id, [preference]) : client.deletePreferences(note.by.id, [preference]));
    }
}

type NoteOfAdmin = StoredNote & {by: {id: string; username: string}};

async function readNotes(client: RestClient): Promise<NoteOfAdmin[]> {
    const admins = await readAdmins(client);
    const notes = await Promise.all(admins.map(async (by) => {
        const preferences = await readPreferences(client, by.id);
        return [...preferences].flatMap(([name, value]) => {
            const note = parseNote(name, value);
            return note ? [{...note, by: {id: by.id, username: by.username}}] : [];
        });
    }));
    return notes.flat();
}

async function readAdmins(client: RestClient): Promise<Array<{id: string; username: string}>> {
    const admins: Array<{id: string; username: string}> = [];
    for (let page = 0; ; page++) {
        const some = parse(adminsSchema, await client.getProfiles(page, ADMINS_PER_PAGE, {role: 'system_admin'}));
        admins.push(...some);
        if (some.length < ADMINS_PER_PAGE) {
            return admins;
        }
    }
}
