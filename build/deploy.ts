import {RestClient} from '../server-bridge/rest/rest_client.ts';
import {RestError} from '../server-bridge/rest/rest_error.ts';

import {bundle} from './bundle.ts';
import {InstallError, installPlugin} from './install_plugin.ts';

const USAGE = `Set where to install, by the variables that Mattermost's own plugins use:
  MM_SERVICESETTINGS_SITEURL   the server's address, such as https://chat.example.com
  MM_ADMIN_TOKEN               a system admin's access token, or else
  MM_ADMIN_USERNAME and MM_ADMIN_PASSWORD`;

/** `npm run deploy`: installs and enables the bundle on the server that the environment names. */
async function deploy(env: NodeJS.ProcessEnv): Promise<void> {
    const {MM_SERVICESETTINGS_SITEURL: url, MM_ADMIN_TOKEN: token, MM_ADMIN_USERNAME: username, MM_ADMIN_PASSWORD: password} = env;
    if (!url || !(token || (username && password))) {
        throw new InstallError(USAGE);
    }
    const client = new RestClient({url, ...token && {token}});
    if (!token && username && password) {
        await client.login(username, password).catch((error: unknown) => {
            throw error instanceof RestError ? new InstallError(loginFailure(error), {cause: error}) : error;
        });
    }
    const id = await installPlugin(client, await bundle());
    console.log(`${id} is installed and enabled on ${url}. Open System Console → User Management → Access Tokens.`);
}

function loginFailure(error: RestError): string {
    return error.kind === 'network' ?
        'The server did not answer. Check MM_SERVICESETTINGS_SITEURL and that the server runs.' :
        'The server did not accept MM_ADMIN_USERNAME and MM_ADMIN_PASSWORD. With single sign-on or MFA, use MM_ADMIN_TOKEN.';
}

try {
    await deploy(process.env);
} catch (error) {
    console.error(error instanceof InstallError ? error.message : error);
    process.exitCode = 1;
}
