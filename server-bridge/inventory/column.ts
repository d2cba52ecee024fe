/** The arrays a column can be kept in: whole numbers of 32 bits, or any number. */
type Numbers = Int32Array | Float64Array;

const FIRST_LENGTH = 1024;
const GROWTH = 1.25;

/** A number for each row, in a typed array that grows: half of what a list of numbers takes, and nothing for a garbage collector to walk through. */
export class Column {
    #values: Numbers;

    /** `missing` is what a row has that was never set. */
    constructor(private readonly kind: new (length: number) => Numbers, private readonly missing: number) {
        this.#values = new kind(FIRST_LENGTH).fill(missing);
    }

    get(row: number): number {
        return this.#values[row] ?? this.missing;
    }

    set(row: number, value: number): void {
        if (row >= this.#values.length) {
            const {length} = this.#values;
            const grown = new this.kind(Math.ceil(Math.max(row + 1, length * GROWTH)));
            grown.set(this.#values);
            this.#values = grown.fill(this.missing, length);
        }
        this.#values[row] = value;
    }
}
