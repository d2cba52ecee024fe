import {expect, test} from 'vitest';

import {errorOfLoki} from './loki_error.ts';

// Loki's own words, from its source (3.5) and from answers seen.
test.each([
    [400, 'max entries limit per query exceeded, limit > max_entries_limit_per_query (5000 > 1000)', 'limit_too_high', 1000],
    [400, 'the query time range exceeds the limit (query length: 1000h0m0s, limit: 721h0m0s)', 'range_too_large', undefined],
    [400, 'the query would read too many bytes (query: 12GB, limit: 10GB); consider adding more specific stream selectors or reduce the time range of the query', 'range_too_large', undefined],
    [400, 'the query hit the max number of chunks limit (limit: 2000000 chunks)', 'range_too_large', undefined],
    [400, 'the query hit the max number of series limit (limit: 500 series)', 'range_too_large', undefined],
    [500, 'rpc error: code = ResourceExhausted desc = grpc: received message larger than max (6000000 vs. 4194304)', 'answer_too_large', undefined],
    [500, 'response larger than the max message size (6000000 vs 4194304)', 'answer_too_large', undefined],
    [413, '', 'answer_too_large', undefined],
    [429, 'too many outstanding requests', 'rate_limited', undefined],
    [500, 'too many outstanding requests', 'rate_limited', undefined],
    [504, 'request timed out, decrease the duration of the request or add more label matchers', 'timeout', undefined],
    [499, 'The request was cancelled by the client.', 'timeout', undefined],
    [500, 'context deadline exceeded', 'timeout', undefined],
    [503, 'Ingester not ready', 'server', undefined],
    [400, 'parse error at line 1, col 5: syntax error: unexpected IDENTIFIER', 'rejected', undefined],
    [400, 'no org id', 'rejected', undefined],
    [401, 'no org id', 'unauthorized', undefined],
    [403, '<html>', 'unauthorized', undefined],
    [404, '404 page not found', 'not_found', undefined],
    [302, '', 'rejected', undefined],
])('%i "%s" is %s', (status, body, kind, most) => {
    expect(errorOfLoki(status, body, null, 0)).toMatchObject({kind, most, status});
});

test('an error shows one line of what Loki said, without control sequences and without a proxy\'s page', () => {
    expect(errorOfLoki(400, 'parse\nerror \x1b[2J', null, 0).message).toBe('Loki rejects the query (400): parse error ?[2J');
    expect(errorOfLoki(502, '<html><body>bad gateway', null, 0).message).toBe('Loki failed (502)');
    expect(errorOfLoki(429, '', '7', 0).retry_after_ms).toBe(7000);
});
