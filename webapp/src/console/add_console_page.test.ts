import {expect, test} from 'vitest';

import {addConsolePage, isConsolePageShown} from './add_console_page.ts';

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
    ['one that throws when it is touched', new Proxy({}, {get: () => {
        throw new Error('touched');
    }})],
])('a changed definition comes back as it was: %s', (_, changed) => {
    expect(addConsolePage(changed as AdminDefinition, component)).toBe(changed);
    expect(isConsolePageShown()).toBe(false);
});

test('the page is added after the host\'s own, which stay as they are', () => {
    const before = definition();
    const after = addConsolePage(before, component);
    expect(Object.keys(after.user_management?.subsections ?? {})).toEqual(['system_users', 'token_audit']);
    expect(before).toEqual(definition());
});

test('a definition that another plugin froze gets the page as well', () => {
    const frozen = Object.freeze({user_management: Object.freeze({subsections: Object.freeze({system_users: Object.freeze(users)})})});
    expect(addConsolePage(frozen, component).user_management?.subsections).toHaveProperty('token_audit');
});

test('the page counts as shown once the host asks for it, and no more when the console is put together anew', () => {
    const page = addConsolePage(definition(), component).user_management?.subsections?.token_audit;
    expect(isConsolePageShown()).toBe(false);
    page?.isHidden?.();
    expect(isConsolePageShown()).toBe(true);
    addConsolePage({about: {}}, component);
    expect(isConsolePageShown()).toBe(false);
});

test('the page hides from those the host says are no system admins, and shows where the host does not say', () => {
    const page = addConsolePage(definition(), component).user_management?.subsections?.token_audit;
    const host = (isSystemAdmin: unknown) => [{}, {}, {}, true, {}, {}, isSystemAdmin];
    expect([page?.isHidden?.(...host(false)), page?.isHidden?.(...host(true)), page?.isHidden?.()]).toEqual([true, false, false]);
});
