import type {Page} from 'playwright-core';

/** Texts of the table cells in `page` that run over into the next column. */
export function cellsRunningOver(page: Page): Promise<string[]> {
    return page.getByRole('cell').evaluateAll((cells) => cells.filter(({scrollWidth, clientWidth}) => scrollWidth > clientWidth + 1).map((cell) => cell.textContent ?? ''));
}
