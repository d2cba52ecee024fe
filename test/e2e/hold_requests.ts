import type {Page} from 'playwright-core';

/** From now on so many requests to addresses like `url` reach the server; the others wait until what it resolves to is called. */
export async function holdRequests(page: Page, url: RegExp, after = 0): Promise<() => void> {
    let seen = 0;
    let letGo: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
        letGo = resolve;
    });
    await page.route(url, async (route) => {
        if (++seen > after) {
            await gone;
        }
        await route.continue().catch(() => undefined);
    });
    return letGo;
}
