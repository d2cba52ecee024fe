import {expect, test} from 'vitest';

import {lifecycles} from './lifecycles.ts';

import type {Lifecycle} from './lifecycles.ts';
import type {TokenEvent, TokenEventKind} from './token_event.ts';

const event = (kind: TokenEventKind, at: number): TokenEvent => ({
    id: `${kind}${at}`, kind, token_id: 'token', at, actor_id: 'admin', owner_id: '', ip_address: '', session_id: '',
});
const created = {at: 1, actor_id: 'admin'};

test.each<[string, TokenEvent[], Lifecycle | undefined]>([
    ['nothing is known without events', [], undefined],
    ['a creation before the audits\' reach is absent', [event('revoked', 9)], {}],
    ['when and by whom it was created', [event('created', 1)], {created}],
    ['deactivated since the first of several deactivations', [event('deactivated', 3), event('deactivated', 2), event('created', 1)], {created, deactivated_at: 2}],
    ['activated again', [event('activated', 3), event('deactivated', 2), event('created', 1)], {created}],
    ['deactivated once more, in whatever order the events come', [event('activated', 3), event('deactivated', 4), event('deactivated', 2)], {deactivated_at: 4}],
])('%s', (_, events, expected) => {
    expect(lifecycles(events).get('token')).toEqual(expected);
});
