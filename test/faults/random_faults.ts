import type {Fault} from '../mattermost/faulty_proxy.ts';

const faults: readonly Fault[] = [
    'reset_before',
    'reset_after',
    'truncated',
    'malformed',
    {delay_ms: 300},
    {status: 503, body: 'upstream is away'},
    {status: 429, headers: {'Retry-After': '1'}, body: 'limit exceeded'},
    {status: 429, body: 'limit exceeded'},
];

/** A fault for about `share` of the requests, each kind as often as the others; the same ones for the same seed. */
export function randomFaults(share: number, seed: number): () => Fault {
    let state = seed >>> 0;
    const random = () => {
        // mulberry32
        state = (state + 0x6d2b79f5) >>> 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
    return () => (random() < share ? faults[Math.floor(random() * faults.length)] ?? 'none' : 'none');
}
