/** Ends a request when nothing was heard for so long, ms: an answer may take any time as long as it goes on. */
export class Silence {
    readonly #abort = new AbortController();
    #timer: ReturnType<typeof setTimeout> | undefined;

    constructor(private readonly limit_ms: number) {
        this.heard();
    }

    get signal(): AbortSignal {
        return this.#abort.signal;
    }

    heard(): void {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#abort.abort(new DOMException('The server fell silent.', 'TimeoutError')), this.limit_ms);
    }

    end(): void {
        clearTimeout(this.#timer);
    }
}

/** A body's bytes as they come. Whoever stops early ends the request; what breaks off throws what `fail` makes of it. */
export async function* readBody(body: Response['body'], silence: Silence, fail: (error: unknown) => Error): AsyncGenerator<Uint8Array> {
    const reader = body?.getReader();
    try {
        while (reader) {
            const {value, done} = await reader.read().catch((error: unknown) => {
                throw fail(error);
            });

            // While the bytes are worked on it is not the server that is silent.
            silence.end();
            if (done) {
                return;
            }
            yield value;
            silence.heard();
        }
    } finally {
        silence.end();
        await reader?.cancel().catch(() => undefined);
    }
}
