import {describe, expect, test} from 'vitest';

import {openUserSettings} from '../e2e/navigation.ts';

import measured from './look/measured.json';
import {startHost} from './with_plugin.ts';

import type {Page} from 'playwright-core';

interface Measured {

    /** Styles of a plain `<div>` in that place. */
    plain: Record<string, string>;

    /** Each element's styles where they differ from the plain one's. */
    elements: Array<{tag: string; class: string; styles: Partial<Record<string, string>>}>;
}

const withPlugin = startHost();

// Makes each element that was measured.
const elementsOf = ({elements}: Measured) => `
    window.Elements = () => React.createElement('div', {id: 'elements'}, ${JSON.stringify(elements)}.map(({tag, class: className}, index) => {
        const empty = ['hr', 'input', 'textarea', 'select'].includes(tag);
        return React.createElement('div', {key: index}, React.createElement(tag, {className, href: tag === 'a' ? '#' : undefined}, empty ? undefined : 'Text'));
    }));`;

async function differences(page: Page, {plain, elements}: Measured): Promise<string[]> {
    await page.locator('#elements').waitFor();
    const seen = await page.evaluate((names) => Array.from(document.querySelectorAll('#elements > div > *'), (element) => {
        const style = getComputedStyle(element);
        return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(name)]));
    }), Object.keys(plain));
    return elements.flatMap(({tag, class: className, styles}, index) => Object.entries({...plain, ...styles}).flatMap(([name, value]) => (
        seen[index]?.[name] === value ? [] : [`<${tag} class="${className}"> ${name}: ${seen[index]?.[name]}, in the real page ${value}`]
    )));
}

describe('bare elements and common class names are styled', () => {
    test('in the System Console as in the real one', () => withPlugin({
        initialize: `${elementsOf(measured.systemConsole)}
            registry.registerAdminConsolePlugin((definition) => {
                const component = () => React.createElement('div', {className: 'wrapper--fixed'}, React.createElement(window.Elements));
                definition.user_management.subsections.fixture = {url: 'user_management/fixture', title: 'Fixture', schema: {id: 'Fixture', component}};
                return definition;
            });`,
    }, async ({page, target}) => {
        await page.goto(`${target.url}/admin_console/user_management/fixture`);
        expect(await differences(page, measured.systemConsole)).toEqual([]);
    }), 30_000);

    test('in the user settings as in the real ones', () => withPlugin({
        initialize: `${elementsOf(measured.userSettings)}
            registry.registerUserSettings({setting: {id: 'any', uiName: 'My Fixture', sections: [{title: 'Elements', component: () => React.createElement(window.Elements)}]}});`,
    }, async ({page, target}) => {
        await openUserSettings(page, target, 'My Fixture');
        expect(await differences(page, measured.userSettings)).toEqual([]);
    }), 30_000);
});
