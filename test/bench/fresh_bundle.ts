import {execFile} from 'node:child_process';
import {promisify} from 'node:util';

import {bundle} from '../../build/bundle.ts';

/** Builds the plugin as it stands and packs it; resolves to the bundle's path. */
export async function freshBundle(): Promise<string> {
    await promisify(execFile)('npm', ['run', '-s', 'build']);
    return bundle();
}
