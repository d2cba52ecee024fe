import {expect, test} from 'vitest';

import {narrowed, selectorOf} from './loki_query.ts';

test.each([
    ['{app="mattermost"}', '{app="mattermost"}'],
    [' {app="mattermost"} |= "x" | json', '{app="mattermost"}'],
    ['{app=~"a{1,2}", b=`}`, c="\\"}"} != "y"', '{app=~"a{1,2}", b=`}`, c="\\"}"}'],
    ['sum(rate({app="mattermost"}[5m]))', undefined],
    ['app="mattermost"', undefined],
    ['{app="mattermost"', undefined],
    ['', undefined],
])('the streams of %s are %s', (query, selector) => {
    expect(selectorOf(query)).toBe(selector);
});

test('a narrowed query keeps what it was, and fits into the address of a request', () => {
    const query = narrowed('{app="mattermost"} |= "x"');
    expect(query.startsWith('{app="mattermost"} |= "x" |= `')).toBe(true);
    expect(new URLSearchParams({query}).toString().length).toBeLessThan(3000);
});
