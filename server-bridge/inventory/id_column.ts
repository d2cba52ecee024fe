import type {Row} from './inventory.ts';

/** Every id of the server is so long: digits and small letters. */
const LENGTH = 26;
const FIRST_LENGTH = 1024;
const GROWTH = 1.25;
const LAST_LETTER = 0x7F;

const FREE = 0;

/** At most half of the slots are taken, so that a search soon meets a free one. */
const SLOTS_PER_ID = 2;

/**
 * Ids of the server, each once, and the row of each: as bytes, with numbers to look them up by. A million take 40 MB here,
 * and some 100 MB as strings in a list and a `Map`, through all of which a garbage collector has to walk.
 */
export class IdColumn {
    #bytes = new Uint8Array(FIRST_LENGTH * LENGTH);
    #slots = new Int32Array(FIRST_LENGTH * SLOTS_PER_ID);
    #length = 0;

    get length(): number {
        return this.#length;
    }

    /** Adds an id that is not there; says its row. Throws a RangeError for what is no id of the server. */
    push(id: string): Row {
        if (!this.#write(id)) {
            throw new RangeError(`An id is ${LENGTH} letters and digits.`);
        }
        const row = this.#length++;
        if (this.#length * SLOTS_PER_ID > this.#slots.length) {
            this.#slots = new Int32Array(this.#slots.length * 2);
            for (let before = 0; before < row; before++) {
                this.#slots[this.#slotOf(before)] = before + 1;
            }
        }
        this.#slots[this.#slotOf(row)] = row + 1;
        return row;
    }

    /** The id of a row; empty where there is none. */
    get(row: Row): string {
        return row >= 0 && row < this.#length ? String.fromCharCode.apply(undefined, this.#bytes.subarray(row * LENGTH, (row + 1) * LENGTH) as unknown as number[]) : '';
    }

    /** The ids of all rows. */
    * values(): Generator<string, void, undefined> {
        for (let row = 0; row < this.#length; row++) {
            yield this.get(row);
        }
    }

    /** The row of an id; undefined where it is not there, or is no id. */
    rowOf(id: string): Row | undefined {
        const row = this.#write(id) ? (this.#slots[this.#slotOf(this.#length)] ?? FREE) - 1 : -1;
        return row < 0 ? undefined : row;
    }

    /** Whether the id of one row is less than that of another, or the same. */
    isAtMost(row: Row, other: Row): boolean {
        for (let i = 0; i < LENGTH; i++) {
            const difference = (this.#bytes[(row * LENGTH) + i] ?? 0) - (this.#bytes[(other * LENGTH) + i] ?? 0);
            if (difference !== 0) {
                return difference < 0;
            }
        }
        return true;
    }

    /** Says of each row whether its id has a text in it, without making a string of it: a keystroke asks it of every row. */
    finder(text: string): (row: Row) => boolean {
        const wanted = Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
        const [first] = wanted;
        if (first === undefined || !(/^[a-z0-9]+$/).test(text)) {
            return () => text === '';
        }
        const bytes = this.#bytes;
        const last = LENGTH - text.length;
        return (row) => {
            for (let at = row * LENGTH, end = at + last; at <= end; at++) {
                if (bytes[at] === first && this.#holds(at, wanted)) {
                    return true;
                }
            }
            return false;
        };
    }

    #holds(start: number, wanted: Uint8Array): boolean {
        for (let i = 0; i < wanted.length; i++) {
            if (this.#bytes[start + i] !== wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Puts an id behind the last row, where it can be compared with those of rows; false for what is no id. */
    #write(id: string): boolean {
        const start = this.#length * LENGTH;
        if (start === this.#bytes.length) {
            const grown = new Uint8Array(Math.ceil(this.#length * GROWTH) * LENGTH);
            grown.set(this.#bytes);
            this.#bytes = grown;
        }
        for (let i = 0; i < LENGTH; i++) {
            const letter = id.charCodeAt(i);
            this.#bytes[start + i] = letter;
            if (!(letter <= LAST_LETTER)) {
                return false;
            }
        }
        return id.length === LENGTH;
    }

    /** The slot with a row whose id is the same as this one's, or the free one where it would stand. */
    #slotOf(row: Row): number {
        const mask = this.#slots.length - 1;
        for (let slot = this.#hashOf(row) & mask; ; slot = (slot + 1) & mask) {
            const taken = this.#slots[slot] ?? FREE;
            if (taken === FREE || this.#isSame(row, taken - 1)) {
                return slot;
            }
        }
    }

    #isSame(row: Row, other: Row): boolean {
        for (let i = 0; i < LENGTH; i++) {
            if (this.#bytes[(row * LENGTH) + i] !== this.#bytes[(other * LENGTH) + i]) {
                return false;
            }
        }
        return true;
    }

    // FNV-1a, and the upper half over the lower, which picks the slot.
    #hashOf(row: Row): number {
        let hash = 0x811C9DC5;
        for (let i = row * LENGTH; i < (row + 1) * LENGTH; i++) {
            hash = Math.imul(hash ^ (this.#bytes[i] ?? 0), 0x01000193);
        }
        return hash ^ (hash >>> 15);
    }
}
