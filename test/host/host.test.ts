import {describe, expect, test} from 'vitest';

import {openPluginSettings, openUserSettings, signIn} from '../e2e/navigation.ts';
import {startMattermost} from '../mattermost/start_mattermost.ts';

import {buildHost} from './build_host.ts';
import {admin, createAdmin, installFixture} from './fixture_plugin.ts';
import {fixtureOf, startHost} from './with_plugin.ts';

import type {HostControls} from './page/host_window.ts';
import type {Page} from 'playwright-core';

const timeout = 30_000;
const patience = {timeout: 8_000};
const withPlugin = startHost();
const syncPlugins = (page: Page) => page.evaluate(() => (window as unknown as {__host: HostControls}).__host.syncPlugins());

// A page of the console with a component that shows what it was given.
const consolePage = `
    window.addPage = () => registry.registerAdminConsolePlugin((definition) => {
        window.fixture.push(Object.keys(definition.user_management.subsections).includes('fixture'));
        definition.user_management.subsections.fixture = {
            url: 'user_management/fixture',
            title: 'Fixture page',
            searchableStrings: [{id: 'fixture.search', defaultMessage: 'unmistakable'}],
            schema: {id: 'Fixture', component: (props) => React.createElement('h1', null, 'Props: ' + Object.keys(props).sort().join(' '))},
        };
        return definition;
    });
    window.addPage();`;

describe('the System Console', () => {
    test('a page that a plugin adds to a clone of the definition is found in the sidebar and gets the props of the host', () => withPlugin({
        initialize: `window.fixture = []; ${consolePage}`,
    }, async ({page, target}) => {
        await page.goto(`${target.url}/admin_console`);
        await page.getByRole('link', {name: 'Fixture page'}).click();
        const heading = page.getByRole('heading', {name: 'Props'});
        expect(await heading.textContent()).toBe('Props: cloud config consoleAccess disabled editRole enterpriseReady environmentConfig history intl ' +
            'isCurrentUserSystemAdmin isDisabled license location match patchConfig roles schema setNavigationBlocked staticContext');

        expect(await page.locator('#adminConsoleWrapper > div > h1').count()).toBe(1);

        // Registered once more, the function finds no trace of the page it added before.
        await page.evaluate(() => (window as unknown as {addPage: () => void}).addPage());
        await expect.poll(() => fixtureOf(page), patience).toEqual([false, false]);
        await page.getByPlaceholder('Find settings').fill('unmistak');
        expect(await page.locator('.admin-sidebar').getByRole('link').allTextContents()).toEqual(['Fixture page']);
    }), timeout);

    test('a throw in the definition blanks the whole page', () => withPlugin({
        initialize: 'registry.registerAdminConsolePlugin(() => { throw new Error("fixture broke the definition"); });',
    }, async ({page, target, said}) => {
        await page.goto(`${target.url}/admin_console`);
        await expect.poll(() => said, patience).toContain('uncaught: fixture broke the definition');
        expect(await page.locator('#root > *').count()).toBe(0);
    }), timeout);

    test('a section the host has no permissions for blanks it too', () => withPlugin({
        initialize: 'registry.registerAdminConsolePlugin((definition) => ({...definition, fixture: {...definition.about, sectionTitle: "Fixture"}}));',
    }, async ({page, target, said}) => {
        await page.goto(`${target.url}/admin_console`);
        await expect.poll(() => said, patience).toContainEqual(expect.stringMatching(/^uncaught: /));
        expect(await page.locator('#root > *').count()).toBe(0);
    }), timeout);
});

// One custom setting that changes its value, and tells what surrounds it.
const customSetting = {
    settingsSchema: {settings: [{key: 'ThePolicy', display_name: 'The policy', type: 'custom'}, {key: 'Words', display_name: 'Words', type: 'text'}]},
    initialize: `registry.registerAdminConsoleCustomSetting('ThePolicy', (props) => {
        window.fixture = Object.keys(props).sort().join(' ');
        return React.createElement('button', {onClick: () => props.onChange(props.id, {days: 90})}, 'Change ' + props.id);
    });`,
};

describe('the settings page of a plugin', () => {
    test('a custom setting sits inside a form, so that a button without a type submits it', () => withPlugin(customSetting, async ({page, target, api}) => {
        await openPluginSettings(page, target, 'fixture');
        const button = page.getByRole('button', {name: 'Change PluginSettings.Plugins.fixture.thepolicy'});
        expect(await button.evaluate((element) => (element as HTMLButtonElement).form?.className)).toBe('form-horizontal');
        expect(await fixtureOf(page)).toBe('cancelSubmit config disabled helpText id label license onChange registerSaveAction setByEnv setSaveNeeded showConfirm unRegisterSaveAction value');

        // Its click changes the value, and then submits the form.
        const patched = page.waitForResponse((response) => response.url().endsWith('/config/patch'));
        await button.click();
        expect((await patched).status()).toBe(200);
        const config = await (await api('/config')).json() as {PluginSettings: {Plugins: Record<string, unknown>}};
        expect(config.PluginSettings.Plugins.fixture).toMatchObject({thepolicy: {days: 90}});
    }), timeout);

    test('Save stays off until something changes, and then keeps the value on the server', () => withPlugin(customSetting, async ({page, target}) => {
        await openPluginSettings(page, target, 'fixture');
        const save = page.getByRole('button', {name: 'Save'});
        expect(await save.isDisabled()).toBe(true);
        await page.getByLabel('Words').fill('kept');
        const patched = page.waitForResponse((response) => response.url().endsWith('/config/patch'));
        await save.click();
        await patched;
        await page.reload();
        await expect.poll(() => page.getByLabel('Words').inputValue(), patience).toBe('kept');
    }), timeout);

    test('unsaved changes are asked about before a link leaves them', () => withPlugin(customSetting, async ({page, target}) => {
        await openPluginSettings(page, target, 'fixture');
        await page.getByLabel('Words').fill('unsaved');
        await page.getByRole('link', {name: 'Users', exact: true}).click();
        await page.getByRole('button', {name: 'Yes, Discard'}).click();
        await page.waitForURL('**/user_management/users');
    }), timeout);

    test('a custom setting that nobody registered is warned about while the plugin is off', () => withPlugin({...customSetting, initialize: ''}, async ({page, target}) => {
        const warning = page.getByText('In order to view this setting, enable the plugin and click Save.');
        await openPluginSettings(page, target, 'fixture');
        expect(await warning.count()).toBe(0);
        await page.getByLabel('False').check();
        expect(await warning.count()).toBe(1);
    }), timeout);
});

describe('the app', () => {
    test('a user settings section that is not a plain function is dropped with a warning', () => withPlugin({
        initialize: `const Pane = (props) => React.createElement('p', null, 'Pane with ' + Object.keys(props).length + ' props');
            registry.registerUserSettings({setting: {id: 'any', uiName: 'My Fixture', sections: [
                {title: 'Memo', component: React.memo(() => React.createElement('p', null, 'never'))},
                {title: 'Plain', component: Pane},
            ]}});`,
    }, async ({page, target, said}) => {
        await openUserSettings(page, target, 'My Fixture');
        expect(await page.getByRole('tabpanel').locator('p').allTextContents()).toEqual(['Pane with 0 props']);
        expect(said).toContainEqual(expect.stringMatching(/^warning: Plugin fixture.* section/));
    }), timeout);

    test('a plugin is initialized before anybody has signed in, and before the page shows', () => withPlugin({
        initialize: 'window.fixture = [store.getState().entities.users.currentUserId, document.querySelectorAll("#input_loginId").length];',
    }, async ({page, target}) => {
        await page.context().clearCookies();
        await page.goto(target.url);
        await page.locator('#input_loginId').waitFor();
        expect(await fixtureOf(page)).toEqual(['', 0]);
    }), timeout);

    test('a plugin that throws while it is initialized leaves the page empty', () => withPlugin({
        initialize: 'throw new Error("fixture did not start");',
    }, async ({page, target, said}) => {
        await page.goto(`${target.url}/admin_console`);
        await expect.poll(() => said, patience).toContain('uncaught: fixture did not start');
        await page.waitForLoadState('networkidle');
        expect(await page.locator('#root').textContent()).toBe('');
    }), timeout);

    test('a registry method that the stand-in lacks throws its name, one that the host lacks is undefined', () => withPlugin({
        initialize: `window.fixture = [typeof registry.registerSomethingElse];
            try { registry.registerPostTypeComponent('custom_x', () => null); } catch (error) { window.fixture.push(error.message); }`,
    }, async ({page}) => {
        await expect.poll(() => fixtureOf(page), patience).toEqual(['undefined', 'The stand-in host has no registerPostTypeComponent yet.']);
    }), timeout);

    test('menus, post actions, slash commands and routes reach the plugin, by named and by positional arguments', () => withPlugin({
        initialize: `window.fixture = [];
            const Route = () => React.createElement('div', {id: 'route', style: {gridArea: 'center'}}, React.createElement(ReactIntl.FormattedMessage, {id: 'hello'}));
            registry.registerTranslations((locale) => ({hello: locale === 'de' ? 'Guten Tag' : 'Good day'}));
            registry.registerCustomRoute('/trace', Route);
            registry.registerMainMenuAction({text: 'Open the route', action: () => WebappUtils.browserHistory.push('/plug/fixture/trace'), mobileIcon: null});
            registry.registerPostDropdownMenuAction('Note this post', (id) => window.fixture.push(id.length), () => true);
            registry.registerPostDropdownMenuAction('Never shown', () => {}, () => false);
            registry.registerSlashCommandWillBePostedHook((message, args) => { window.fixture.push(message, Object.keys(args).join()); return {}; });`,
    }, async ({page}) => {
        await page.getByRole('button', {name: 'actions'}).click();
        expect(await page.getByRole('menuitem').allTextContents()).toEqual(['Note this post']);
        await page.getByRole('menuitem').click();
        await page.getByLabel('Write to Town Square').fill('/fixture it');
        await page.getByLabel('Write to Town Square').press('Enter');
        await expect.poll(() => fixtureOf(page), patience).toEqual([26, '/fixture it', 'channel_id,team_id,root_id']);

        await page.getByRole('button', {name: 'Main menu'}).click();
        await page.getByRole('menuitem', {name: 'Open the route'}).click();
        const route = page.locator('#route');
        expect(await route.innerText()).toBe('Good day');
        expect((await route.boundingBox())?.height).toBeGreaterThan(700);
        await page.evaluate(() => (window as unknown as {__host: HostControls}).__host.setLocale('de'));
        await expect.poll(() => route.innerText(), patience).toBe('Guten Tag');
    }), timeout);

    test('a plugin that is disabled on the server is uninitialized and its places are empty', () => withPlugin({
        initialize: 'registry.registerMainMenuAction("Fixture", () => {}, null);',
        uninitialize: 'window.fixture = "gone";',
    }, async ({page, api}) => {
        const menu = page.getByRole('button', {name: 'Main menu'});
        await menu.click();
        expect(await page.getByRole('menuitem', {name: 'Fixture'}).count()).toBe(1);
        await api('/plugins/fixture/disable', {method: 'POST'});
        await syncPlugins(page);
        expect(await fixtureOf(page)).toBe('gone');
        expect(await page.getByRole('menuitem', {name: 'Fixture'}).count()).toBe(0);
    }), timeout);
});

describe('the page', () => {
    test('has the content security policy of the server: an inline script does not run, a plugin\'s file does', () => withPlugin({initialize: 'window.fixture = "ran";'}, async ({page, target, said}) => {
        const answer = await page.goto(target.url);
        expect(answer?.headers()['content-security-policy']?.trim()).toMatch(/^frame-ancestors 'self'\s*; script-src 'self'$/);
        await expect.poll(() => fixtureOf(page), patience).toBe('ran');
        await page.evaluate(() => {
            const script = document.createElement('script');
            script.textContent = 'window.fixture = "inline ran";';
            document.head.append(script);
        });
        expect(await fixtureOf(page)).toBe('ran');
        expect(said.join()).toContain('Content Security Policy');
    }), timeout);

    test('works under a subpath', () => withPlugin({initialize: ''}, async ({browser}) => {
        const nested = await startMattermost({clientDir: await buildHost(), subpath: '/company/mm'});
        const context = await browser.newContext();
        try {
            await installFixture(await createAdmin(nested.url), {id: 'fixture', initialize: `window.fixture = [window.basename]; ${consolePage}`});
            const page = await context.newPage();
            await signIn(page, {url: nested.url, kind: 'host'}, admin);
            await page.goto(`${nested.url}/admin_console/user_management/fixture`);
            await page.getByRole('heading', {name: 'Props'}).waitFor();
            expect(await fixtureOf(page)).toEqual(['/company/mm', false]);
        } finally {
            await context.close();
            await nested.stop();
        }
    }), 60_000);
});
