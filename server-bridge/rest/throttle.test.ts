import {expect, test} from 'vitest';

import {Throttle} from './throttle.ts';

function gate(throttle: Throttle) {
    const open: Array<() => void> = [];
    const start = () => throttle.run(() => new Promise<void>((resolve) => open.push(resolve)));
    return {open, start};
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('never more than the limit run at once, and the rest follow in order', async () => {
    const {open, start} = gate(new Throttle(2));
    const all = [start(), start(), start()];
    await settle();
    expect(open.length).toBe(2);
    open[0]?.();
    await settle();
    expect(open.length).toBe(3);
    open.forEach((finish) => finish());
    await Promise.all(all);
});

test('a 429 halves the limit and asks everyone to wait', async () => {
    let now = 1000;
    const throttle = new Throttle(8, () => now);
    throttle.slowDown(500);
    expect([throttle.limit, throttle.pause_ms]).toEqual([4, 500]);
    now = 2000;
    expect(throttle.pause_ms).toBe(0);
});

test('after a run of successes the limit grows again, up to where it was', async () => {
    const throttle = new Throttle(2);
    throttle.slowDown(0);
    expect(throttle.limit).toBe(1);
    for (let i = 0; i < 50; i++) {
        await throttle.run(async () => undefined);
    }
    expect(throttle.limit).toBe(2);
});

test('a failing task gives its place back', async () => {
    const throttle = new Throttle(1);
    await expect(throttle.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(throttle.run(async () => 'next')).resolves.toBe('next');
});
