import type {Browser, BrowserContext, BrowserContextOptions, Page} from 'playwright-core';

const REAL_TIMEOUT_MS = 120_000;
const MENU_TIMEOUT_MS = 20_000;

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
    await stayInBrowser(page, target);
    await page.goto(`${target.url}/login`);
    await page.locator('#input_loginId').fill(username);
    await page.locator('#input_password-input').fill(password);
    await page.locator('#saveSetting').click();
    await page.waitForURL(({pathname}) => !pathname.endsWith('/login'));
    if (target.kind === 'real') {
        await skipOnboarding(page, target);
    }
}

/** A browser context whose pages are signed in, 1400 × 900 where `options` do not say otherwise. */
export async function signedIn(browser: Browser, target: Target, credentials: Credentials, options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await browser.newContext({viewport: {width: 1400, height: 900}, ...options});
    const page = await context.newPage();
    await signIn(page, target, credentials);
    await page.close();
    return context;
}

/** Mattermost's own web app asks first whether to open the desktop app ("View in Browser"), and takes its time for every page. */
export async function stayInBrowser(page: Page, {kind}: Target): Promise<void> {
    if (kind === 'real') {
        page.context().setDefaultTimeout(REAL_TIMEOUT_MS);
        await page.addInitScript(() => localStorage.setItem('__landingPageSeen__', 'true'));
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

/** What plugins add to the main menu; Mattermost's own web app (11.6) has that below the team's name. */
export async function openMainMenu(page: Page, {url, kind}: Target): Promise<void> {
    await page.goto(url);
    await (kind === 'real' ? page.locator('#sidebarTeamMenuButton') : page.getByRole('button', {name: 'Main menu'})).click();
}

/** The menu of one message in Town Square of the team of this name, where plugins add to it. */
export async function openPostMenu(page: Page, {url, kind}: Target, team: string, postId: string): Promise<void> {
    // Mattermost's own web app opens where its user last was, which may be another channel.
    await page.goto(kind === 'real' ? `${url}/${team}/channels/town-square` : url);
    const post = page.locator(`#post_${postId}`);
    await post.waitFor();

    // It has the button only below the pointer, and draws the messages anew while more arrive.
    const open = async () => {
        await post.hover({timeout: MENU_TIMEOUT_MS});
        await post.getByRole('button', {name: 'actions', exact: true}).click({timeout: MENU_TIMEOUT_MS});
    };
    await open().catch(open);
}

/**
 * From now on the page hears no news from the server, as over a network that lets no websocket through.
 * Mattermost's own web app leaves the System Console as soon as it hears that the right to it is gone.
 */
export async function withoutNews(page: Page): Promise<void> {
    await page.routeWebSocket('**/api/v4/websocket**', () => undefined);
}

/** Settings → Plugin Preferences → a plugin's pane. Mattermost's own web app shows it only to members of a team. */
export async function openUserSettings(page: Page, target: Target, pane = 'Access tokens'): Promise<void> {
    await page.goto(target.url);
    await page.getByRole('button', {name: 'Settings', exact: true}).click();

    // The tab's accessible name is the pane's name in lower case.
    await page.getByRole('tab', {name: pane.toLowerCase(), exact: true}).click();
}
