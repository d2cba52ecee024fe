/** So many comparisons between two looks at the clock: about a millisecond. */
const COMPARISONS_PER_STEP = 4_096;

/** Whether what stands at one position is less than what stands at another, or the same. */
type IsAtMost = (position: number, other: number) => boolean;

/** Positions below `length` from the least to the greatest, equal ones in their order. A merge sort that pauses, so that a page can answer meanwhile. */
function* sortSlowly(length: number, isAtMost: IsAtMost): Generator<void, Uint32Array> {
    let from = Uint32Array.from({length}, (_, position) => position);
    let to = new Uint32Array(length);
    let compared = 0;
    for (let width = 1; width < length; width *= 2) {
        for (let start = 0; start < length; start += 2 * width) {
            const middle = Math.min(start + width, length);
            const end = Math.min(middle + width, length);
            let [left, right] = [start, middle];
            for (let i = start; i < end; i++) {
                if (++compared % COMPARISONS_PER_STEP === 0) {
                    yield;
                }
                const takeLeft = left < middle && (right >= end || isAtMost(from[left] ?? 0, from[right] ?? 0));
                to[i] = from[takeLeft ? left++ : right++] ?? 0;
            }
        }
        [from, to] = [to, from];
    }
    return from;
}

/** For each position below `length`, how many different things are less than what stands there: numbers that compare as the things do. */
export function* rankSlowly(length: number, isAtMost: IsAtMost): Generator<void, Uint32Array> {
    const sorted = yield* sortSlowly(length, isAtMost);
    const ranks = new Uint32Array(length);
    let rank = 0;
    for (let i = 1; i < length; i++) {
        const position = sorted[i] ?? 0;
        rank += Number(!isAtMost(position, sorted[i - 1] ?? 0));
        ranks[position] = rank;
    }
    return ranks;
}
