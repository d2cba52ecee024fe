import React from 'react';
import {expect, test} from 'vitest';

import {RestError} from '../../../server-bridge/rest/rest_error.ts';
import {ActivityEmpty} from '../activity/activity_empty.tsx';
import {PeopleEmpty} from '../people/people_empty.tsx';
import {EmptyState} from '../tokens/empty_state.tsx';

import {textOf} from './text_fixture.tsx';

const nothing = () => undefined;
const error = new RestError('network');
const LOADING = '';

test.each<[string, Omit<React.ComponentProps<typeof EmptyState>, 'onReload' | 'onClearFilters'>, string]>([
    ['the list is half read', {load: {phase: 'listing'}, hasTokens: true}, LOADING],
    ['nothing is read yet', {load: {phase: 'listing'}, hasTokens: false}, LOADING],
    ['nobody has any, so far as one reading says', {load: {phase: 'verifying'}, hasTokens: false}, LOADING],
    ['every token was read', {load: {phase: 'verifying'}, hasTokens: true}, 'No token matches'],
    ['the list is complete', {load: {phase: 'loaded', completeness: {proven: true, at: 0}}, hasTokens: true}, 'No token matches'],
    ['there are none', {load: {phase: 'loaded', completeness: {proven: true, at: 0}}, hasTokens: false}, 'No personal access tokens'],
    ['the list could not be read', {load: {phase: 'failed', error}, hasTokens: false}, 'The tokens could not be read'],
])('in place of tokens, when %s', (_, props, text) => {
    expect(textOf(
        <EmptyState
            {...props}
            onReload={nothing}
            onClearFilters={nothing}
        />,
    ).slice(0, text.length || undefined)).toBe(text);
});

const unread = {complete: false, may_miss: false};
const read = {complete: true, may_miss: false, newest: 2, back_to: 1};

test.each<[string, Pick<React.ComponentProps<typeof ActivityEmpty>, 'load' | 'reach' | 'hasEvents'>, string]>([
    ['the audits are half read', {load: {phase: 'reading', older: false}, reach: {...read, complete: false}, hasEvents: true}, LOADING],
    ['older ones are read', {load: {phase: 'reading', older: true}, reach: {...read, complete: false}, hasEvents: true}, LOADING],
    ['the audits are read', {load: {phase: 'idle'}, reach: read, hasEvents: true}, 'No event matches'],
    ['there are none', {load: {phase: 'idle'}, reach: read, hasEvents: false}, 'Nothing was done to a token'],
    ['the audits could not be read', {load: {phase: 'failed', error}, reach: unread, hasEvents: false}, 'The audits could not be read'],
])('in place of events, when %s', (_, props, text) => {
    expect(textOf(
        <ActivityEmpty
            {...props}
            onReload={nothing}
            onLoadOlder={nothing}
            onClearFilters={nothing}
        />,
    ).slice(0, text.length || undefined)).toBe(text);
});

test.each<[string, boolean, string]>([
    ['the tokens are not counted', true, 'Who has active tokens and who has none is known once all tokens are read'],
    ['nobody matches', false, 'Nobody matches'],
])('in place of people, when %s', (_, uncounted, text) => {
    expect(textOf(
        <PeopleEmpty
            load={{phase: 'read', at: 0}}
            hasPeople={true}
            uncounted={uncounted}
            onReload={nothing}
            onClearFilters={nothing}
        />,
    )).toContain(text);
});
