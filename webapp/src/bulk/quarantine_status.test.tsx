import React from 'react';
import {expect, test} from 'vitest';

import {RestError} from '../../../server-bridge/rest/rest_error.ts';
import {textOf} from '../shared/text_fixture.tsx';

import {QuarantineStatus} from './quarantine_status.tsx';

import type {LoadState} from '../tokens/inventory_store.ts';

const loaded: LoadState = {phase: 'loaded', completeness: {proven: true, at: 0}};
const failed: LoadState = {phase: 'failed', error: new RestError('network')};

test.each<[string, React.ComponentProps<typeof QuarantineStatus>, RegExp]>([
    ['while the notes are read', {notes: 'reading', load: loaded, isEmpty: true}, /^Reading …$/],
    ['while the tokens are read', {notes: 'read', load: {phase: 'listing'}, isEmpty: true}, /^Reading …$/],
    ['while more tokens are read', {notes: 'read', load: {phase: 'listing'}, isEmpty: false}, /^Reading …$/],
    ['when the tokens could not be read', {notes: 'read', load: failed, isEmpty: true}, /^The tokens could not all be read.*The server did not answer/],
    ['when the notes could not be read', {notes: 'forbidden', load: loaded, isEmpty: true}, /right/],
    ['once every token is read', {notes: 'read', load: {phase: 'verifying'}, isEmpty: true}, /^Nothing is in quarantine\.$/],
    ['where something is in it', {notes: 'read', load: loaded, isEmpty: false}, /^$/],
])('%s, it says that nothing is in quarantine only when that is known', (_, props, text) => {
    expect(textOf(<QuarantineStatus {...props}/>)).toMatch(text);
});
