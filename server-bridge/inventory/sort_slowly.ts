/** So many comparisons between two looks at the clock: about a millisecond. */
const COMPARISONS_PER_STEP = 4_096;

/** Positions of `texts` from the least to the greatest, equal ones in their order. A merge sort that pauses, so that a page can answer meanwhile. */
export function* sortSlowly(texts: readonly string[]): Generator<void, Uint32Array> {
    let from = Uint32Array.from(texts.keys());
    let to = new Uint32Array(texts.length);
    let compared = 0;
    for (let width = 1; width < texts.length; width *= 2) {
        for (let start = 0; start < texts.length; start += 2 * width) {
            const middle = Math.min(start + width, texts.length);
            const end = Math.min(middle + width, texts.length);
            let [left, right] = [start, middle];
            for (let i = start; i < end; i++) {
                if (++compared % COMPARISONS_PER_STEP === 0) {
                    yield;
                }
                const takeLeft = left < middle && (right >= end || (texts[from[left] ?? 0] ?? '') <= (texts[from[right] ?? 0] ?? ''));
                to[i] = from[takeLeft ? left++ : right++] ?? 0;
            }
        }
        [from, to] = [to, from];
    }
    return from;
}

/** For each of `texts`, how many different ones are less: numbers that compare as the texts do. */
export function* rankSlowly(texts: readonly string[]): Generator<void, Uint32Array> {
    const sorted = yield* sortSlowly(texts);
    const ranks = new Uint32Array(texts.length);
    let rank = 0;
    for (let i = 1; i < sorted.length; i++) {
        const position = sorted[i] ?? 0;
        rank += Number(texts[position] !== texts[sorted[i - 1] ?? 0]);
        ranks[position] = rank;
    }
    return ranks;
}
