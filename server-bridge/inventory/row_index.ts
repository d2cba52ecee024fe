import type {Row} from './inventory.ts';

const FREE = 0;

/** At most half of the slots are taken, so that a search soon meets a free one. */
const SLOTS_PER_ROW = 2;
const FIRST_SLOTS = 1 << 12;

/** The row of each id, as numbers only: a third of what a `Map` takes, which holds a million ids with their rows in 28 to 56 MB. */
export class RowIndex {
    #slots = new Int32Array(FIRST_SLOTS);

    /** `ids` is the column that is looked up, which only ever grows. */
    constructor(private readonly ids: readonly string[]) {}

    rowOf(id: string): Row | undefined {
        const row = (this.#slots[this.#slotOf(id)] ?? FREE) - 1;
        return row < 0 ? undefined : row;
    }

    /** Notes an id that stands in its row and was not noted before. */
    add(row: Row): void {
        if ((row + 1) * SLOTS_PER_ROW > this.#slots.length) {
            this.#slots = new Int32Array(this.#slots.length * 2);
            for (let before = 0; before < row; before++) {
                this.#note(before);
            }
        }
        this.#note(row);
    }

    #note(row: Row): void {
        this.#slots[this.#slotOf(this.ids[row] ?? '')] = row + 1;
    }

    /** Where the id stands, or the free slot where it would. */
    #slotOf(id: string): number {
        const mask = this.#slots.length - 1;
        for (let slot = hashOf(id) & mask; ; slot = (slot + 1) & mask) {
            const taken = this.#slots[slot] ?? FREE;
            if (taken === FREE || this.ids[taken - 1] === id) {
                return slot;
            }
        }
    }
}

// FNV-1a, and the upper half over the lower, which picks the slot.
function hashOf(id: string): number {
    let hash = 0x811C9DC5;
    for (let i = 0; i < id.length; i++) {
        hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193);
    }
    return hash ^ (hash >>> 15);
}
