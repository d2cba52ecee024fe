import {afterAll, afterEach, beforeAll, beforeEach, expect, test} from 'vitest';

import {createToken, createUser} from '../mattermost/people.ts';

import {launchBrowser} from './browser.ts';
import {holdRequests} from './hold_requests.ts';
import {openAccessTokens, openUserSettings, signIn} from './navigation.ts';
import {prepareStandIn} from './target.ts';

import type {HostControls} from '../host/page/host_window.ts';
import type {PreparedTarget} from './target.ts';
import type {Browser, BrowserContext, Page} from 'playwright-core';

// A little more than the five seconds after which a followed log is asked for anew.
const SILENCE_MS = 6_000;

let prepared: PreparedTarget;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
    prepared = await prepareStandIn();
    browser = await launchBrowser();
    const {id} = await createUser(prepared.client, 'ann');
    await Promise.all(Array.from({length: 60}, (_, i) => createToken(prepared.client, id, `job ${i}`)));
});
afterAll(async () => {
    await browser?.close();
    await prepared?.stop();
});
beforeEach(async () => {
    await prepared.client.enablePlugin('token-audit');
    context = await browser.newContext({viewport: {width: 1400, height: 900}});
    page = await context.newPage();
    await page.addInitScript(watch);
    await signIn(page, prepared.target, prepared.admin);
});
afterEach(() => context.close());

/** What of the plugin's own the page holds, in words. */
interface Watched {
    __ours: () => string[];
}

/** Runs before the page's first script: notes each timer, listener, observer and worker that a file of the plugin starts, until it ends. */
function watch() {
    Error.stackTraceLimit = 100;
    const held = new Map<unknown, {what: string; isThere?: () => boolean}>();
    const isOurs = () => (new Error().stack ?? '').includes('/plugins/token-audit/');

    for (const kind of ['Timeout', 'Interval'] as const) {
        const set = window[`set${kind}`] as (run: () => void, ms?: number, ...values: unknown[]) => number;
        const clear = window[`clear${kind}`];
        Object.assign(window, {
            [`set${kind}`]: (run: () => void, ms?: number, ...values: unknown[]) => {
                const id = set(() => {
                    if (kind === 'Timeout') {
                        held.delete(id);
                    }
                    run();
                }, ms, ...values);
                if (isOurs()) {
                    held.set(id, {what: `${kind} of ${ms} ms`});
                }
                return id;
            },
            [`clear${kind}`]: (id?: number) => {
                held.delete(id);
                clear(id);
            },
        });
    }

    // What hangs on an element goes with it: it counts as long as the element is in the page.
    const key = (target: EventTarget, type: string, listener: unknown, options: unknown) => {
        const capture = typeof options === 'object' && options !== null ? Boolean((options as AddEventListenerOptions).capture) : Boolean(options);
        return [target, listener].map(numberOf).concat(type, String(capture)).join();
    };
    const numbers = new WeakMap<object, string>();
    let last = 0;
    const numberOf = (one: unknown): string => {
        if (typeof one !== 'object' && typeof one !== 'function' || one === null) {
            return String(one);
        }
        const known = numbers.get(one) ?? String(++last);
        numbers.set(one, known);
        return known;
    };
    const {addEventListener, removeEventListener} = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function add(type, listener, options) {
        const target = (this as EventTarget | undefined) ?? window;
        if (isOurs() && (target instanceof Window || target instanceof Node || target instanceof MediaQueryList)) {
            held.set(key(target, type, listener, options), {what: `${type} on ${target.constructor.name}`, isThere: () => !(target instanceof Node) || target.isConnected});
        }
        addEventListener.call(target, type, listener, options);
    };
    EventTarget.prototype.removeEventListener = function remove(type, listener, options) {
        const target = (this as EventTarget | undefined) ?? window;
        held.delete(key(target, type, listener, options));
        removeEventListener.call(target, type, listener, options);
    };

    for (const name of ['ResizeObserver', 'MutationObserver', 'IntersectionObserver'] as const) {
        const Observer = window[name] as typeof ResizeObserver;
        Object.assign(window, {[name]: class extends Observer {
            readonly #observed = new Set<Element>();

            constructor(callback: ResizeObserverCallback) {
                super(callback);
                if (isOurs()) {
                    held.set(this, {what: name, isThere: () => [...this.#observed].some((element) => element.isConnected)});
                }
            }

            override observe(element: Element, options?: ResizeObserverOptions) {
                this.#observed.add(element);
                super.observe(element, options);
            }

            override unobserve(element: Element) {
                this.#observed.delete(element);
                super.unobserve(element);
            }

            override disconnect() {
                this.#observed.clear();
                super.disconnect();
            }
        }});
    }
    const PlainWorker = window.Worker;
    window.Worker = class extends PlainWorker {
        constructor(url: string | URL, options?: WorkerOptions) {
            super(url, options);
            held.set(this, {what: `Worker ${String(url)}`});
        }

        override terminate() {
            held.delete(this);
            super.terminate();
        }
    };
    (window as unknown as Watched).__ours = () => [...held.values()].filter(({isThere}) => isThere?.() ?? true).map(({what}) => what);
}

const ours = () => page.evaluate(() => (window as unknown as Watched).__ours());

/** Takes the plugin off the server as an admin does; the page hears of it. */
async function disable(): Promise<void> {
    await prepared.client.disablePlugin('token-audit');
    await page.evaluate(() => (window as unknown as {__host: HostControls}).__host.syncPlugins());
}

/** Nothing of the plugin is seen, runs, listens or asks the server for anything. */
async function isGone(): Promise<void> {
    await expect.poll(() => page.locator('.TokenAudit').count()).toBe(0);
    await expect.poll(ours).toEqual([]);
    await page.waitForLoadState('networkidle');
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.waitForTimeout(SILENCE_MS);
    expect(requests.filter((url) => url.includes('/api/v4/'))).toEqual([]);
    expect(await ours()).toEqual([]);
}

test('disabled while the console\'s page follows the log, nothing of it is left', async () => {
    await openAccessTokens(page, prepared.target);
    await page.getByText(/Complete as of/).waitFor();
    await page.getByRole('tab', {name: 'Logs'}).click();
    await page.getByRole('button', {name: 'Read the server’s log'}).click();
    await page.getByRole('switch', {name: 'Follow'}).click();
    await page.getByRole('switch', {name: 'Following'}).waitFor();

    // The net that should catch what is left catches what is there.
    expect(await ours()).toEqual(expect.arrayContaining([expect.stringMatching(/^Worker .*scan_worker/), 'visibilitychange on HTMLDocument']));
    await disable();
    await isGone();
    expect(await page.locator('.admin-sidebar').getByRole('link', {name: 'Users', exact: true}).count()).toBe(1);
});

test('disabled while a token of the list is open and a bulk change is under way, nothing of it is left, and nothing more is changed', async () => {
    await openAccessTokens(page, prepared.target);
    await page.getByText(/Complete as of/).waitFor();
    await page.getByRole('row').filter({has: page.getByRole('cell')}).first().getByRole('button').first().click();
    await page.getByRole('complementary').waitFor();
    expect(await ours()).toContain('keydown on HTMLDocument');
    await page.getByRole('checkbox', {name: 'Select all 60 matching tokens'}).check();
    const active = async () => (await prepared.client.getUserAccessTokens(0, 200) as Array<{is_active: boolean}>).filter(({is_active}) => is_active).length;
    const letGo = await holdRequests(page, /\/users\/tokens\/disable$/, 10);
    await page.getByRole('button', {name: 'Deactivate', exact: true}).first().click();
    await page.getByRole('button', {name: 'Deactivate 60 tokens'}).click();
    await expect.poll(active).toBe(50);
    await disable();

    // What was under way, eight changes, is finished, and no more is begun.
    letGo();
    await expect.poll(active).toBe(42);
    await isGone();
    expect(await active()).toBe(42);
});

test('disabled while a user\'s pane is open, nothing of it is left', async () => {
    await openUserSettings(page, prepared.target);
    await page.locator('.TokenAudit__mine').getByRole('button', {name: 'Create a token'}).click();
    await disable();
    await isGone();
});

test('disabled while the trace page is open, nothing of it is left', async () => {
    await page.goto(`${prepared.target.url}/plug/token-audit/trace`);
    await page.getByRole('textbox', {name: /Paste an id/}).fill('abcdefghijklmnopqrstuvwxyz');
    await disable();
    await isGone();
});
