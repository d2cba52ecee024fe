/** Labels and lines of one stream, each line with its time in ns since 1970. */
export interface Stream {
    labels: Readonly<Record<string, string>>;
    lines: Array<readonly [at: bigint, line: string]>;
}

/** Hands lines to Loki as a shipper would. Throws with Loki's own words when it does not take them. */
export async function push(url: string, streams: readonly Stream[], tenant?: string): Promise<void> {
    const body = JSON.stringify({streams: streams.map(({labels, lines}) => ({stream: labels, values: lines.map(([at, line]) => [String(at), line])}))});
    const answer = await fetch(`${url}/loki/api/v1/push`, {method: 'POST', headers: {'content-type': 'application/json', ...tenant ? {'x-scope-orgid': tenant} : {}}, body});
    if (answer.status !== 204) {
        throw new Error(`Loki took the lines with ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
    }
    await answer.body?.cancel();
}
