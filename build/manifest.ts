import {readFile} from 'node:fs/promises';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');

/** Mattermost's description of a plugin, as far as it is worked with here. */
export interface Manifest {
    id: string;
    version: string;
    homepage_url?: string;
    support_url?: string;
    release_notes_url?: string;
    [field: string]: unknown;
}

/** The manifest that ships: plugin.json with what stands in package.json only, the version and the public addresses. */
export async function readManifest(): Promise<Manifest> {
    const plugin = JSON.parse(await readFile(path.join(root, 'plugin.json'), 'utf8')) as {id: string};
    const {version, repository} = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {version: string; repository?: string};
    return {...plugin, version, ...repository && addresses(repository, version)};
}

/**
 * The three addresses that the marketplace asks for, from that of the public repository as a browser opens it, such as
 * https://github.com/acme/token-audit (GitHub, Gitea and Forgejo lay their pages out alike). Throws where it is no such address.
 */
export function addresses(repository: string, version: string): Pick<Manifest, 'homepage_url' | 'support_url' | 'release_notes_url'> {
    if (!(/^https:\/\/[\w.-]+(:\d+)?(\/[\w.~-]+)+(?<!\.git)$/).test(repository)) {
        throw new Error(`"repository" in package.json has to be the https address of the repository's page, not ${repository}.`);
    }
    return {homepage_url: repository, support_url: `${repository}/issues`, release_notes_url: `${repository}/releases/tag/v${version}`};
}
