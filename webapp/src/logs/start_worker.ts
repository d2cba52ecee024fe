/**
 * The worker in which logs are scanned, out of the plugin's own files: the host's CSP allows no other. Its address comes
 * from the public path that the entry sets; its name is its file's.
 */
export function startWorker(): Worker {
    return new Worker(new URL('./scan_worker.ts', import.meta.url), {name: 'scan_worker'});
}
