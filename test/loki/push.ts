import {setTimeout as sleep} from 'node:timers/promises';

/** Labels and lines of one stream, each line with its time in ns since 1970. */
export interface Stream {
    labels: Readonly<Record<string, string>>;
    lines: Array<readonly [at: bigint, line: string]>;
}

const ATTEMPTS = 5;

/** Hands lines to Loki as a shipper would, again where it is too busy. Throws with Loki's own words when it does not take them. */
export async function push(url: string, streams: readonly Stream[], tenant?: string): Promise<void> {
    const body = JSON.stringify({streams: streams.map(({labels, lines}) => ({stream: labels, values: lines.map(([at, line]) => [String(at), line])}))});
    for (let attempt = 1; ; attempt++) {
        const answer = await fetch(`${url}/loki/api/v1/push`, {method: 'POST', headers: {'content-type': 'application/json', ...tenant ? {'x-scope-orgid': tenant} : {}}, body});
        const said = await answer.text();
        if (answer.status === 204) {
            return;
        }
        if (answer.status < 500 || attempt === ATTEMPTS) {
            throw new Error(`Loki took the lines with ${answer.status}: ${said.slice(0, 300)}`);
        }
        await sleep(attempt * 1000);
    }
}
