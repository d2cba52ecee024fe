import type {Entry} from './loki_client.ts';

/** A path with a line break in it makes no more lines than this; what looks like one and goes on is something else. */
const MOST_PIECES = 16;

/** Labels that shippers take from the line itself: they tell lines of one node apart. Loki's own begin with `__`. */
const ofTheLine = /^(?:__.*|level|detected_level|severity|lvl|log_?level|filename|stream)$/i;

// `(level) [time] message … path="` as the scan knows it: see `isForged` of `scan_log.ts`.
const opening = / (?:path|url)="/;
const closing = / request_id=[a-z0-9]{26}/;

/**
 * Entries, page by page, as lines of a log that a scan reads as it would the server's own file: in order of time, the
 * lines of one request in the order it wrote them, and the pieces of a line that a path broke next to each other.
 */
export class LokiLines {
    readonly #broken = new Map<string, string[]>();
    readonly #nodes = new Map<string, string>();
    readonly #encoder = new TextEncoder();

    /** A page's lines; pages come in order of time. */
    page(entries: readonly Entry[]): Uint8Array {
        return this.#bytesOf(inOrder(entries).flatMap((entry) => this.#mend(entry)));
    }

    /** What is still waiting for its end. */
    end(): Uint8Array {
        const rest = [...this.#broken.values()].flat();
        this.#broken.clear();
        return this.#bytesOf(rest);
    }

    // Other nodes' lines stand in between here, as they never do in a file, and the scan would take one's end for another's.
    #mend({stream, line}: Entry): string[] {
        const node = this.#nodeOf(stream);
        const pieces = this.#broken.get(node);
        if (pieces) {
            pieces.push(line);
            if (!closing.test(line) && pieces.length < MOST_PIECES) {
                return [];
            }
            this.#broken.delete(node);
            return pieces;
        }
        const opens = opening.exec(line);
        if (opens && !line.slice(opens.index).includes(' request_id=')) {
            this.#broken.set(node, [line]);
            return [];
        }
        return [line];
    }

    #nodeOf(stream: string): string {
        let node = this.#nodes.get(stream);
        if (node === undefined) {
            const labels = JSON.parse(stream) as Array<[string, string]>;
            node = JSON.stringify(labels.filter(([name]) => !ofTheLine.test(name)));
            this.#nodes.set(stream, node);
        }
        return node;
    }

    #bytesOf(lines: readonly string[]): Uint8Array {
        // No line can begin as an archive does, whatever a client made the server write.
        return this.#encoder.encode(lines.map((line) => `${line.startsWith('PK') ? ' ' : ''}${line.trimEnd()}\n`).join(''));
    }
}

/** In order of time. Lines of one moment, which Loki keeps in no order between streams, as a request writes them. */
function inOrder(entries: readonly Entry[]): Entry[] {
    return [...entries].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : placeOf(a.line) - placeOf(b.line)));
}

function placeOf(line: string): number {
    return line.includes('Invalid session') ? 0 : line.includes('Received HTTP request') ? 2 : 1;
}
