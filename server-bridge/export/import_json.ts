import * as v from 'valibot';

import {ruleIds} from '../findings/finding.ts';
import {idSchema, LAST_DATE, LONGEST_TEXT} from '../rest/parse.ts';

import {SCHEMA} from './export_json.ts';
import {ImportError} from './import_error.ts';

import type {RuleId} from '../findings/finding.ts';
import type {ExportInfo, ExportRow} from './export_row.ts';

/** The longest file that is read, in characters: a million tokens with all their fields, and below what a string can hold. */
export const MAX_IMPORT_LENGTH = 450_000_000;

/** An earlier export, read again. */
export interface ImportedExport {
    info: ExportInfo;
    tokens: ExportRow[];
}

const text = v.pipe(v.string(), v.maxLength(LONGEST_TEXT), v.check((value) => !(/\p{Surrogate}/u).test(value)));
const time = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(LAST_DATE));

// Rules that this version does not know come from one that is not far away: they are left out, not refused.
const known: ReadonlySet<string> = new Set(ruleIds);
const rules = v.pipe(
    v.array(v.pipe(v.string(), v.regex(/^[a-z_]{1,64}$/))),
    v.maxLength(100),
    v.transform((ids) => [...new Set(ids)].filter((id): id is RuleId => known.has(id))),
);

const rowSchema = v.object({
    id: idSchema,
    user_id: idSchema,
    username: v.optional(text),
    description: text,
    is_active: v.boolean(),
    last_seen: v.optional(v.nullable(time)),
    created_at: v.optional(time),
    created_by: v.optional(v.union([idSchema, v.literal('')])),
    expires_at: v.optional(time),
    findings: rules,
    unjudged: v.optional(rules),
});

const documentSchema = v.object({
    exported_at: v.pipe(v.string(), v.isoTimestamp(), v.transform((iso) => Date.parse(iso)), time),
    server: text,
    complete: v.boolean(),
    filter: v.pipe(v.record(v.pipe(v.string(), v.maxLength(100)), text), v.check((filter) => Object.keys(filter).length <= 100)),
    tokens: v.pipe(v.array(rowSchema), v.check((rows) => new Set(rows.map(({id}) => id)).size === rows.length)),
});

/** Reads what `exportJson` wrote. Throws ImportError for anything else, whatever it is. */
export function importJson(file: string): ImportedExport {
    if (file.length > MAX_IMPORT_LENGTH) {
        throw new ImportError('too_large');
    }
    const document = parseJson(file);
    checkSchema(document);
    const result = v.safeParse(documentSchema, document, {abortEarly: true, abortPipeEarly: true});
    if (!result.success) {
        throw new ImportError('invalid', v.getDotPath(result.issues[0]) ?? '');
    }
    const {tokens, ...info} = result.output;
    return {info, tokens};
}

function parseJson(file: string): unknown {
    try {
        return JSON.parse(file.replace(/^\ufeff/, ''));
    } catch {
        throw new ImportError('not_json');
    }
}

function checkSchema(document: unknown): void {
    const schema = typeof document === 'object' && document !== null && 'schema' in document ? document.schema : undefined;
    if (schema === SCHEMA) {
        return;
    }
    const version = typeof schema === 'string' ? (/^token-audit\/inventory@([1-9]\d{0,5})$/).exec(schema)?.[1] : undefined;
    throw new ImportError(version === undefined ? 'not_an_export' : 'newer_version');
}
