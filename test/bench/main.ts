import {bulk} from './bulk.ts';
import {tableOf} from './figure.ts';
import {firstUse} from './first_use.ts';
import {freshBundle} from './fresh_bundle.ts';
import {inPage, inPageNames} from './in_page.ts';
import {startLargeServer} from './large_server.ts';
import {linear} from './linear.ts';
import {list} from './list.ts';
import {listCli} from './list_cli.ts';
import {logEngine} from './log_engine.ts';
import {logPanel} from './log_panel.ts';
import {loki} from './loki.ts';
import {mmctl} from './mmctl.ts';
import {writeReport} from './report.ts';

import type {Figure} from './figure.ts';
import type {LargeServer} from './large_server.ts';

const alone: Record<string, () => Promise<Figure[]>> = {'first-use': firstUse, linear, 'list-cli': listCli, 'log-engine': logEngine, 'log-panel': logPanel, loki};
const onServer: Record<string, (server: LargeServer) => Promise<Figure[]>> = {list, mmctl, bulk};
const names = [...inPageNames, ...Object.keys(onServer), ...Object.keys(alone)];

/** `npm run -s bench -- [--json] [--write] [NAME…]`: prints each figure as it comes, or a table at the end; writes docs/benchmarks.md. */
async function bench(args: readonly string[]): Promise<void> {
    const [json, write] = [args.includes('--json'), args.includes('--write')];
    const wanted = args.filter((arg) => arg !== '--json' && arg !== '--write');
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

    for (const [name, measure] of Object.entries(alone)) {
        if (isWanted(name)) {
            add(await measure());
        }
    }
    await measureOnServer(isWanted, add);
    if (write) {
        await writeReport(figures);
    }
    if (!json) {
        console.log(tableOf(figures));
    }
}

async function measureOnServer(isWanted: (name: string) => boolean, add: (figures: Figure[]) => void): Promise<void> {
    const withPage = inPageNames.some(isWanted);
    const wanted = Object.entries(onServer).filter(([name]) => isWanted(name));
    if (!withPage && wanted.length === 0) {
        return;
    }
    const server = await startLargeServer(withPage ? await freshBundle() : undefined);
    try {
        // First, on a list that nothing has changed yet.
        if (withPage) {
            add(await inPage(server, isWanted));
        }
        for (const [, measure] of wanted) {
            add(await measure(server));
        }
    } finally {
        await server.stop();
    }
}

await bench(process.argv.slice(2));
