import {setFlagsFromString} from 'node:v8';

/**
 * Keeps the process close to the memory it needs: by default the heap grows to several times of what lives in it before
 * it is swept, which made 310 MB of the 210 that 10 GB of log in Loki take. Costs a tenth more of the processor's time.
 */
export function keepMemoryLean(): void {
    setFlagsFromString('--heap-growing-percent=30');
}
