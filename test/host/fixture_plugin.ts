import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import {create} from 'tar';

/** A plugin of a few lines, for tests of the host itself. */
export interface Fixture {
    id: string;

    /** Body of `initialize(registry, store)`, in plain JavaScript over the host's globals. */
    initialize: string;
    uninitialize?: string;
    settingsSchema?: object;
}

/** The account a fresh server starts with; its first user is a system admin. */
export const admin = {username: 'admin', password: 'Password-1!'};

type Api = (path: string, init?: RequestInit) => Promise<Response>;

/** Creates the admin on a fresh server and returns a signed-in `fetch` for `/api/v4`, which throws unless the answer is 2xx. */
export async function createAdmin(url: string): Promise<Api> {
    let token = '';
    const api: Api = async (route, init) => {
        const answer = await fetch(`${url}/api/v4${route}`, {...init, headers: token ? {Authorization: `Bearer ${token}`} : {}});
        if (!answer.ok) {
            throw new Error(`${init?.method ?? 'GET'} ${route} answered ${answer.status}: ${await answer.text()}`);
        }
        return answer;
    };
    const {username, password} = admin;
    await api('/users', {method: 'POST', body: JSON.stringify({username, password, email: 'admin@example.com'})});
    const login = await api('/users/login', {method: 'POST', body: JSON.stringify({login_id: username, password})});
    token = login.headers.get('Token') ?? '';
    return api;
}

/** Uploads and enables a plugin the way an admin would; the returned function removes it from the server. */
export async function installFixture(api: Api, fixture: Fixture): Promise<() => Promise<void>> {
    const form = new FormData();
    form.append('plugin', new Blob([await bundle(fixture)]), `${fixture.id}.tar.gz`);
    await api('/plugins', {method: 'POST', body: form});
    await api(`/plugins/${fixture.id}/enable`, {method: 'POST'});
    return async () => {
        await api(`/plugins/${fixture.id}`, {method: 'DELETE'});
    };
}

async function bundle({id, initialize, uninitialize = '', settingsSchema}: Fixture): Promise<Uint8Array<ArrayBuffer>> {
    const dir = await mkdtemp(path.join(os.tmpdir(), 'token-audit-fixture-'));
    try {
        const manifest = {id, name: id, version: '1.0.0', min_server_version: '11.4.0', webapp: {bundle_path: 'main.js'}, settings_schema: settingsSchema};
        const script = `window.registerPlugin(${JSON.stringify(id)}, {
            initialize(registry, store) { ${initialize} },
            uninitialize() { ${uninitialize} },
        });`;
        await mkdir(path.join(dir, id));
        await writeFile(path.join(dir, id, 'plugin.json'), JSON.stringify(manifest));
        await writeFile(path.join(dir, id, 'main.js'), script);
        await create({cwd: dir, gzip: true, file: path.join(dir, 'bundle.tar.gz')}, [id]);
        return new Uint8Array(await readFile(path.join(dir, 'bundle.tar.gz')));
    } finally {
        await rm(dir, {recursive: true, force: true});
    }
}
