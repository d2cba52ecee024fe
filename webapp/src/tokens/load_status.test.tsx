import React from 'react';
import {expect, test} from 'vitest';

import {RestError} from '../../../server-bridge/rest/rest_error.ts';
import {textOf} from '../shared/text_fixture.tsx';

import {LoadStatus} from './load_status.tsx';
import {SessionStatus} from './session_status.tsx';

const nothing = () => undefined;

test('what could not be read is said beside the list, with why and a way to try again', () => {
    const text = textOf(
        <LoadStatus
            load={{phase: 'loaded', completeness: {proven: true, at: 0}, without_audits: new RestError('forbidden')}}
            total={2}
            shown={2}
            onReload={nothing}
        >
            <SessionStatus
                progress={{done: 0, total: 64, running: false, error: new RestError('network')}}
                onStop={nothing}
                onResume={nothing}
            />
        </LoadStatus>,
    );
    expect(text).toMatch(/Complete as of .* Created: not all audits were read\. Your account may not read the server’s audits\..* Read again Last seen: 0 of 64 owners\. The server did not answer\..* Go on$/);
});

test('a cause that stopped both the list and last seen is named once', () => {
    const forbidden = new RestError('forbidden');
    const text = textOf(
        <LoadStatus
            load={{phase: 'failed', error: forbidden}}
            total={3}
            shown={3}
            onReload={nothing}
        >
            <SessionStatus
                progress={{done: 0, total: 3, running: false, error: forbidden}}
                toldBeside='forbidden'
                onStop={nothing}
                onResume={nothing}
            />
        </LoadStatus>,
    );
    expect(text.match(/lacks the right/g)).toHaveLength(1);
    expect(text).toMatch(/Incomplete\. Your account lacks the right.* Last seen: 0 of 3 owners Go on$/);
});
