import * as v from 'valibot';

import {CATEGORY} from '../preferences/preferences.ts';
import {idSchema, LAST_DATE} from '../rest/parse.ts';

const VERSION = 1;
const NAME = /^q_[a-z0-9]{12}_\d{1,3}$/;

// 650 ids and a reason, however much of it JSON has to escape, stay below the server's 20,000 characters.
const IDS_PER_NOTE = 650;
const MAX_REASON = 200;

/** The web app loads all preferences with each page: more than this (about 550 kB) is not put on an admin. */
const MAX_IDS = 20_000;

const noteSchema = v.object({
    version: v.literal(VERSION),
    at: v.pipe(v.number(), v.minValue(0), v.maxValue(LAST_DATE)),
    reason: v.string(),
    ids: v.string(),
});

/** Which tokens one run deactivated, when and why. `at` is ms since 1970. */
export interface Note {
    at: number;
    reason: string;
    token_ids: readonly string[];
}

export interface StoredNote extends Note {
    name: string;

    /** The note's value with these ids instead. */
    format: (tokenIds: readonly string[]) => string;
}

export interface NotePreference {
    user_id: string;
    category: string;
    name: string;
    value: string;
}

/** A note as preferences, and how many of its tokens have a place in them. Each run has names of its own, so that no other's note is lost. */
export function formatNotes(userId: string, runId: string, {at, reason, token_ids}: Note): {preferences: NotePreference[]; noted: number} {
    const preferences: NotePreference[] = [];
    const noted = Math.min(token_ids.length, MAX_IDS);
    for (let i = 0; i < noted; i += IDS_PER_NOTE) {
        const ids = token_ids.slice(i, Math.min(i + IDS_PER_NOTE, noted));
        preferences.push({user_id: userId, category: CATEGORY, name: nameOf(runId, i / IDS_PER_NOTE), value: format(at, reason, ids)});
    }
    return {preferences, noted};
}

/** The preferences that a note of `before` tokens took and this one of fewer leaves over. */
export function leftOver(userId: string, runId: string, before: number, now: readonly NotePreference[]): NotePreference[] {
    const count = Math.ceil(Math.min(before, MAX_IDS) / IDS_PER_NOTE);
    return Array.from({length: count}, (_, i) => ({user_id: userId, category: CATEGORY, name: nameOf(runId, i), value: ''})).slice(now.length);
}

/** A note out of a preference; undefined for any other preference. */
export function parseNote(name: string, value: string): StoredNote | undefined {
    if (!NAME.test(name)) {
        return undefined;
    }
    const {success, output} = v.safeParse(noteSchema, parseJson(value));
    if (!success) {
        return undefined;
    }
    const {at, reason, ids} = output;
    return {name, at, reason, token_ids: ids.split(' ').filter((id) => v.is(idSchema, id)), format: (left) => format(at, reason, left)};
}

const nameOf = (runId: string, index: number) => `q_${runId}_${index}`;

function format(at: number, reason: string, ids: readonly string[]): string {
    return JSON.stringify({version: VERSION, at, reason: [...reason].slice(0, MAX_REASON).join(''), ids: ids.join(' ')});
}

function parseJson(text: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        return undefined;
    }
}
