import axe from 'axe-core';

import type {AxeResults} from 'axe-core';
import type {Page} from 'playwright-core';

/** What axe finds wrong below `selector`, as "rule: element" lines; empty when nothing. */
export async function accessibilityProblems(page: Page, selector: string): Promise<string[]> {
    // A colour half way to another one is neither.
    await page.evaluate(async () => {
        await Promise.allSettled(document.getAnimations().map(({finished}) => finished));
    });

    // Through the debugger: the server's CSP would not let the page itself run it.
    await page.evaluate(axe.source);
    const results = await page.evaluate((root) => (window as unknown as {axe: typeof axe}).axe.run(root), selector) as AxeResults;
    return results.violations.flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) => `${id}: ${html} ${failureSummary}`));
}
