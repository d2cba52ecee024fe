import {filterFields, fromQueryString} from '../inventory/filter.ts';

import {UsageError} from './exit_code.ts';

import type {Filter} from '../inventory/filter.ts';

/** What else a link to the page may say of how it looks, and of its other tabs. */
const ofThePage = /^(?:sort|order|token|log_\w+|event_\w+)$/;

/** A filter as in the page's address, or a link to the page. Throws UsageError for what it does not know: leaving it out would list too much. */
export function parseFilterOption(text: string): Filter {
    const isLink = /^(?:https?:\/\/|[/?])/.test(text);
    const query = isLink ? text.replace(/^[^?]*\??/, '').replace(/#.*$/s, '') : text;
    const params = new URLSearchParams(query);
    for (const [field, value] of params) {
        if (!isLink || !ofThePage.test(field)) {
            check(field, value, params);
        }
    }
    return fromQueryString(query);
}

function check(field: string, value: string, params: URLSearchParams): void {
    if (!isField(field)) {
        throw new UsageError(`--filter does not know "${field}". It knows ${Object.keys(filterFields).join(', ')}.`);
    }
    if (params.getAll(field).length > 1) {
        throw new UsageError(`--filter takes ${field} once; several values have commas between them.`);
    }
    const options = filterFields[field];
    if (options === 'text') {
        if (value === '') {
            throw new UsageError(`--filter says ${field}= and no text.`);
        }
    } else if (options === 'time') {
        if (!(/^\d{1,15}$/).test(value)) {
            throw new UsageError(`--filter does not know "${value}" for ${field}, which is a time in ms since 1970.`);
        }
    } else {
        value.split(',').forEach((option) => checkOption(field, option, options));
    }
}

function checkOption(field: keyof Filter, value: string, options: readonly string[]): void {
    if (value === 'secret_seen_in_log') {
        throw new UsageError('list reads no log, so that it cannot know secret_seen_in_log: scan and report tell of secrets in logs.');
    }
    if (!options.includes(value)) {
        const allowed = options.filter((option) => option !== 'secret_seen_in_log').join(', ');
        throw new UsageError(`--filter does not know "${value}" for ${field}. It knows ${allowed}.${field === 'owner' ? ' For a name there is text=.' : ''}`);
    }
}

function isField(field: string): field is keyof Filter {
    return Object.hasOwn(filterFields, field);
}
