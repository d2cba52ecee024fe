import {expect, test} from 'vitest';

import {addConsolePage, isConsolePageAdded} from './add_console_page.ts';

import type {AdminDefinition} from '../shared/host.ts';

const component = () => null;
const users = {url: 'user_management/users', title: 'Users', searchableStrings: [], schema: {id: 'users', component}};
const definition = (): AdminDefinition => ({about: {}, user_management: {subsections: {system_users: users}}});

test.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['no such section', {about: {}}],
    ['a section without subsections', {user_management: {}}],
    ['subsections of another kind', {user_management: {subsections: []}}],
    ['a string', {user_management: 'moved'}],
])('a changed definition comes back as it was: %s', (_, changed) => {
    expect(addConsolePage(changed as AdminDefinition, component)).toBe(changed);
    expect(isConsolePageAdded()).toBe(false);
});

test('the page is added after the host\'s own, which stay as they are', () => {
    const before = definition();
    const after = addConsolePage(before, component);
    expect(Object.keys(after.user_management?.subsections ?? {})).toEqual(['system_users', 'token_audit']);
    expect(before).toEqual(definition());
    expect(isConsolePageAdded()).toBe(true);
});

test('the page hides from those the host says are no system admins, and shows where the host does not say', () => {
    const page = addConsolePage(definition(), component).user_management?.subsections?.token_audit;
    const host = (isSystemAdmin: unknown) => [{}, {}, {}, true, {}, {}, isSystemAdmin];
    expect([page?.isHidden?.(...host(false)), page?.isHidden?.(...host(true)), page?.isHidden?.()]).toEqual([true, false, false]);
});
