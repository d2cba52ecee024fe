const BLOCKS = 0x10000;

/** Read at once: the search waits for memory most of the time, and four waits side by side cost as much as one. */
const LANES = 4;

/**
 * Finds several ASCII needles in bytes at once (Wu and Manber, blocks of two bytes): skips most bytes unread, so that a
 * line that cannot matter is never decoded. Gigabytes a second in any JavaScript engine.
 */
export class NeedleSearch {
    readonly #shortest: number;
    readonly #shift = new Uint8Array(BLOCKS);

    /** For a block that the beginnings of needles end in, which of `#groups` those needles are; 0 for none. */
    readonly #group = new Uint8Array(BLOCKS);
    readonly #groups: Uint8Array[][] = [[]];

    /** `isWanted` has the last word on a needle's place: true keeps it. */
    constructor(needles: readonly string[], private readonly isWanted: (bytes: Uint8Array, at: number) => boolean = () => true) {
        this.#shortest = Math.min(...needles.map((needle) => needle.length));
        const last = this.#shortest - 2;
        this.#shift.fill(this.#shortest);
        for (const needle of needles) {
            const bytes = Uint8Array.from(needle, (char) => char.charCodeAt(0));

            // A block that ends where a needle begins may be the beginning of one.
            for (let block = bytes[0] ?? 0; block < BLOCKS; block += 0x100) {
                this.#shift[block] = Math.min(this.#shift[block] ?? 0, last + 1);
            }
            for (let i = 0; i <= last; i++) {
                const block = ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0);
                this.#shift[block] = Math.min(this.#shift[block] ?? 0, last - i);
                if (i === last) {
                    this.#addToGroup(block, bytes);
                }
            }
        }
    }

    /** Where needles start that lie wholly in `bytes[from, to)`, in order. */
    findAll(bytes: Uint8Array, from: number, to: number): number[] {
        const last = this.#shortest - 2;
        const share = Math.floor((to - from) / LANES);
        if (share < 256) {
            return this.#findBetween(bytes, from + last, to - 1, to, []);
        }
        return this.#findInLanes(bytes, from + last, share, to);
    }

    // Four times the loop of `#findBetween`, written out: what looks like repetition is the whole point.
    #findInLanes(bytes: Uint8Array, first: number, share: number, to: number): number[] {
        const shift = this.#shift;
        const hits: [number[], number[], number[], number[]] = [[], [], [], []];
        const [end0, end1, end2] = [first + share, first + (2 * share), first + (3 * share)];
        let [a, b, c, d] = [first, end0, end1, end2];
        const stop = to - 1;
        while (a < end0 && b < end1 && c < end2 && d < stop) {
            const skipA = shift[((bytes[a] as number) << 8) | (bytes[a + 1] as number)] as number;
            const skipB = shift[((bytes[b] as number) << 8) | (bytes[b + 1] as number)] as number;
            const skipC = shift[((bytes[c] as number) << 8) | (bytes[c + 1] as number)] as number;
            const skipD = shift[((bytes[d] as number) << 8) | (bytes[d + 1] as number)] as number;
            a += skipA || this.#check(bytes, a, to, hits[0]);
            b += skipB || this.#check(bytes, b, to, hits[1]);
            c += skipC || this.#check(bytes, c, to, hits[2]);
            d += skipD || this.#check(bytes, d, to, hits[3]);
        }
        this.#findBetween(bytes, a, end0, to, hits[0]);
        this.#findBetween(bytes, b, end1, to, hits[1]);
        this.#findBetween(bytes, c, end2, to, hits[2]);
        this.#findBetween(bytes, d, stop, to, hits[3]);
        return hits.flat();
    }

    #findBetween(bytes: Uint8Array, first: number, stop: number, to: number, hits: number[]): number[] {
        const shift = this.#shift;
        for (let end = first; end < stop;) {
            const skip = shift[((bytes[end] as number) << 8) | (bytes[end + 1] as number)] as number;
            end += skip || this.#check(bytes, end, to, hits);
        }
        return hits;
    }

    #addToGroup(block: number, needle: Uint8Array): void {
        const group = this.#groups[this.#group[block] ?? 0];
        if (this.#group[block] && group) {
            group.push(needle);
        } else {
            this.#group[block] = this.#groups.push([needle]) - 1;
        }
    }

    /** Notes the needle whose beginning ends at `end`, if there is one, and says how far to go on. */
    #check(bytes: Uint8Array, end: number, to: number, hits: number[]): number {
        const at = end + 2 - this.#shortest;
        const block = ((bytes[end] as number) << 8) | (bytes[end + 1] as number);
        for (const needle of this.#groups[this.#group[block] ?? 0] ?? []) {
            let i = at + needle.length <= to ? 0 : -1;
            while (i >= 0 && i < needle.length && bytes[at + i] === needle[i]) {
                i++;
            }
            if (i === needle.length) {
                if (this.isWanted(bytes, at)) {
                    hits.push(at);
                }
                return 1;
            }
        }
        return 1;
    }
}
