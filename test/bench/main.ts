import {bundle} from '../../build/bundle.ts';

import {bulk} from './bulk.ts';
import {tableOf} from './figure.ts';
import {inPage, inPageNames} from './in_page.ts';
import {startLargeServer} from './large_server.ts';
import {list} from './list.ts';
import {mmctl} from './mmctl.ts';

import type {Figure} from './figure.ts';
import type {LargeServer} from './large_server.ts';

const onServer: Record<string, (server: LargeServer) => Promise<Figure[]>> = {list, bulk, mmctl};
const names = [...Object.keys(onServer), ...inPageNames];

/** `npm run -s bench -- [--json] [NAME…]`: prints figures as they come, or as a table at the end. */
async function bench(args: readonly string[]): Promise<void> {
    const json = args.includes('--json');
    const wanted = args.filter((arg) => arg !== '--json');
    const unknown = wanted.find((name) => !names.includes(name));
    if (unknown !== undefined) {
        throw new Error(`There is no benchmark "${unknown}". There are: ${names.join(', ')}.`);
    }
    const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);
    const figures: Figure[] = [];
    const add = (more: readonly Figure[]) => {
        figures.push(...more);
        more.forEach((one) => (json ? console.log(JSON.stringify(one)) : console.error(`${one.name}: ${one.value} ${one.unit}`)));
    };

    if (names.some(isWanted)) {
        const withPage = inPageNames.some(isWanted);
        const server = await startLargeServer(withPage ? await bundle() : undefined);
        try {
            // First, on a list that nothing has changed yet.
            if (withPage) {
                add(await inPage(server, isWanted));
            }
            for (const [name, measure] of Object.entries(onServer)) {
                if (isWanted(name)) {
                    add(await measure(server));
                }
            }
        } finally {
            await server.stop();
        }
    }
    if (!json) {
        console.log(tableOf(figures));
    }
}

await bench(process.argv.slice(2));
