import {RestClient} from '../rest/rest_client.ts';

import {UsageError} from './exit_code.ts';

/** Where the server is and who asks, out of the environment: an argument would show in the list of processes. Throws UsageError. */
export function clientFromEnvironment(env: NodeJS.ProcessEnv, url = env.MM_SERVICESETTINGS_SITEURL): RestClient {
    if (!url || !env.MM_ADMIN_TOKEN) {
        throw new UsageError('Asking the server needs its address in MM_SERVICESETTINGS_SITEURL and a system admin\'s token in MM_ADMIN_TOKEN.');
    }
    return new RestClient({url, token: env.MM_ADMIN_TOKEN});
}
