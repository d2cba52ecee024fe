import {buildHost} from '../test/host/build_host.ts';
import {GoMissingError} from '../test/mattermost/build_server.ts';
import {createOrganisation, SOMEONE_WITH_TOKENS} from '../test/mattermost/organisation.ts';
import {PASSWORD, signInFirstAdmin} from '../test/mattermost/people.ts';
import {startMattermost} from '../test/mattermost/start_mattermost.ts';

import {bundle} from './bundle.ts';
import {installPlugin} from './install_plugin.ts';

const say = (line: string) => console.log(line);

/** `npm start`: a real server with an embedded database, the plugin and a believable organisation on it, until Ctrl-C. */
async function demo(): Promise<void> {
    const interrupted = new Promise<void>((resolve) => ['SIGINT', 'SIGTERM'].forEach((signal) => process.once(signal, () => resolve())));
    const server = await startMattermost({clientDir: await buildHost(), onProgress: say});
    try {
        say(`Mattermost runs on ${server.url}`);
        const admin = await signInFirstAdmin(server);
        say('Installing the plugin …');
        await installPlugin(admin, await bundle());
        await createOrganisation(admin, say);
        say(`
Token Audit is ready:  ${server.url}/admin_console/user_management/access_tokens
  system admin         admin / ${PASSWORD}
  user with tokens     ${SOMEONE_WITH_TOKENS} / ${PASSWORD}

The server, its REST API and the plugin are real. The page around the plugin stands in for Mattermost's web app,
which has no package to install; on your own server the plugin lives in the real one (npm run deploy).
Ctrl-C stops the server and removes everything.`);
        await interrupted;
        say('\nStopping …');
    } finally {
        await server.stop();
    }
}

try {
    await demo();
} catch (error) {
    console.error(error instanceof GoMissingError ? error.message : error);
    process.exitCode = 1;
}
