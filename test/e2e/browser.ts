import {existsSync} from 'node:fs';

import {chromium} from 'playwright-core';

import {unpackBundledBrowser} from './bundled_browser.ts';

import type {Browser} from 'playwright-core';

// The shell first: the others' headless mode draws whole windows, which takes a good part of the processor.
const systemBrowsers = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// As root there is no sandbox; the rest keeps the browser from calling anybody but the page under test.
const flags = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
];

/**
 * Starts a headless Chromium: the one in CHROMIUM, else the system's, else the one that `@sparticuz/chromium` ships.
 * `TOKEN_AUDIT_BROWSER=bundled` takes the last one anyway.
 */
export async function launchBrowser(): Promise<Browser> {
    const own = process.env.CHROMIUM ?? systemBrowsers.find((path) => existsSync(path));
    if (own && process.env.TOKEN_AUDIT_BROWSER !== 'bundled') {
        return chromium.launch({executablePath: own, args: flags});
    }
    const {executablePath, env} = await unpackBundledBrowser();
    return chromium.launch({executablePath, args: flags, env: {...process.env, ...env}});
}
