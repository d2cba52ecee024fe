import React from 'react';
import {expect, test} from 'vitest';

import {textOf} from '../shared/text_fixture.tsx';

import {DiffView} from './diff_view.tsx';

import type {ExportDiff} from '../../../server-bridge/export/diff_exports.ts';

const nothing: ExportDiff = {added: [], gone: [], reactivated: [], deactivated: [], newly_dangerous: [], caveats: []};

test.each<[string, ExportDiff, boolean]>([
    ['is counted', nothing, true],
    ['is not, where that cannot be told', {...nothing, added: undefined, caveats: ['before_filtered']}, false],
])('what is new since an export %s', (_, diff, isCounted) => {
    const text = textOf(<DiffView diff={diff}/>);
    expect([text.includes('New ('), text.includes('Gone (0)')]).toEqual([isCounted, true]);
});
