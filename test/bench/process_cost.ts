import {readFile} from 'node:fs/promises';
import {setTimeout as sleep} from 'node:timers/promises';

import type {ChildProcess} from 'node:child_process';

/** The clock ticks in which Linux tells processor time. */
const MS_PER_TICK = 10;
const LOOK_EVERY_MS = 20;

/** What a process took of the machine. */
export interface ProcessCost {

    /** The most memory it ever held, in MB (10^6 bytes). */
    peak_mb: number;

    /** Processor time in ms, which other programs on the machine do not lengthen. */
    cpu_ms: number;
}

/**
 * The most memory a process ever held, in MB. Not `resourceUsage().maxRSS`: that begins with what the parent held when
 * it started the process.
 */
export async function peakMemory(pid: number | 'self' = 'self'): Promise<number> {
    return bytesOf('VmHWM', await readFile(`/proc/${pid}/status`, 'utf8')) / 1e6;
}

/** What `/proc/PID/status` says of one kind of memory, in bytes; NaN where it says nothing. */
export function bytesOf(kind: 'VmHWM' | 'RssAnon', status: string): number {
    return Number(new RegExp(`^${kind}:\\s*(\\d+) kB$`, 'm').exec(status)?.[1] ?? NaN) * 1024;
}

/** Looks on until a process ends. Rejects where it fails. */
export async function costOf(child: ChildProcess): Promise<ProcessCost> {
    const {pid = 0} = child;
    let cost: ProcessCost = {peak_mb: NaN, cpu_ms: NaN};
    const ended = new Promise<number | null>((resolve, reject) => child.on('exit', resolve).on('error', reject));
    while (child.exitCode === null && child.signalCode === null) {
        cost = await Promise.all([peakMemory(pid), processorTime(pid)]).then(([peak_mb, cpu_ms]) => (peak_mb ? {peak_mb, cpu_ms} : cost), () => cost);
        await sleep(LOOK_EVERY_MS);
    }
    const code = await ended;
    if (code !== 0) {
        throw new Error(`The process that was measured ended with exit code ${code}.`);
    }
    return cost;
}

// The fields after the program's name, which may hold blanks itself: user time is the 12th of them, system time the 13th.
async function processorTime(pid: number): Promise<number> {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const [user, system] = stat.slice(stat.lastIndexOf(')') + 2).split(' ').slice(11, 13);
    return (Number(user) + Number(system)) * MS_PER_TICK;
}
