import type {Page} from 'playwright-core';

/** Where browser tests run: the page of test/host, or Mattermost's own web app. */
export interface Target {

    /** Base address, with the subpath where there is one and without a slash at its end. */
    url: string;
    kind: 'host' | 'real';
}

export interface Credentials {
    username: string;
    password: string;
}

/** Signs in through the page's own login form, and is done when the page has left it. */
export async function signIn(page: Page, target: Target, {username, password}: Credentials): Promise<void> {
    if (target.kind === 'real') {
        // Otherwise the first page is the one that asks whether to open the desktop app ("View in Browser").
        await page.addInitScript(() => localStorage.setItem('__landingPageSeen__', 'true'));
    }
    await page.goto(`${target.url}/login`);
    await page.locator('#input_loginId').fill(username);
    await page.locator('#input_password-input').fill(password);
    await page.locator('#saveSetting').click();
    await page.waitForURL(({pathname}) => !pathname.endsWith('/login'));
    if (target.kind === 'real') {
        await skipOnboarding(page, target);
    }
}

/** A new user's first pages lie under a welcome overlay; this is what its "No thanks" sets. */
function skipOnboarding(page: Page, target: Target): Promise<void> {
    return setPreference(page, target, 'onboarding_task_list', 'onboarding_task_list_show', 'false');
}

/** Light or dark, in the user's pages that are opened from now on. System Console and login page are always light. */
export function setTheme(page: Page, target: Target, theme: 'light' | 'dark'): Promise<void> {
    return setPreference(page, target, 'theme', '', JSON.stringify({type: theme === 'dark' ? 'Onyx' : 'Denim'}));
}

async function setPreference(page: Page, {url}: Target, category: string, name: string, value: string): Promise<void> {
    const cookies = await page.context().cookies(url);
    const valueOf = (cookie: string) => cookies.find((one) => one.name === cookie)?.value ?? '';
    await page.request.put(`${url}/api/v4/users/me/preferences`, {
        headers: {'X-CSRF-Token': valueOf('MMCSRF')},
        data: [{user_id: valueOf('MMUSERID'), category, name, value}],
    });
}

/** System Console → User Management → Access Tokens, by the link in the sidebar. Needs a system admin. */
export async function openAccessTokens(page: Page, target: Target): Promise<void> {
    await page.goto(`${target.url}/admin_console/user_management/users`);
    await page.locator('.admin-sidebar').getByRole('link', {name: 'Access Tokens', exact: true}).click();
    await page.waitForURL(`${target.url}/admin_console/user_management/access_tokens`);
}

/** The tab Activity of that page. */
export async function openActivity(page: Page, target: Target): Promise<void> {
    await openAccessTokens(page, target);
    await page.getByRole('tab', {name: 'Activity'}).click();
}

/** System Console → Plugins → the plugin's own settings. Needs a system admin. */
export async function openPluginSettings(page: Page, target: Target, pluginId: string): Promise<void> {
    await page.goto(`${target.url}/admin_console/plugins/plugin_${pluginId}`);
    await page.getByTestId(`sysconsole_section_${pluginId}`).waitFor();
}

/** Settings → Plugin Preferences → a plugin's pane. On the real web app the user needs a team. */
export async function openUserSettings(page: Page, target: Target, pane = 'Access tokens'): Promise<void> {
    await page.goto(target.url);
    await page.getByRole('button', {name: 'Settings', exact: true}).click();

    // The tab's accessible name is the pane's name in lower case.
    await page.getByRole('tab', {name: pane.toLowerCase(), exact: true}).click();
}
