// The chunk's address is put together from the public path, which has to be set first.
import '../shared/public_path.ts';

/** The worker in which logs are scanned, out of the plugin's own files: the host's CSP allows no other. Its name is its file's. */
export function startWorker(): Worker {
    return new Worker(new URL('./scan_worker.ts', import.meta.url), {name: 'scan_worker'});
}
