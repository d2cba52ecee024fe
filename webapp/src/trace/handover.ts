import type {PostText} from './host_state.ts';

let waiting: PostText | undefined;
const listeners = new Set<() => void>();

/** Leaves a text for the page to trace. In memory only: it may hold a secret, and addresses are logged. */
export function handOver(text: PostText): void {
    waiting = text;
    listeners.forEach((listener) => listener());
}

/** Takes what was left, once. */
export function takeHandedOver(): PostText | undefined {
    const taken = waiting;
    waiting = undefined;
    return taken;
}

/** Calls `listener` when a text is left while the page is open. */
export function onHandOver(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
}
