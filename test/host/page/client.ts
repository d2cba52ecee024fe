import {Client4} from '@mattermost/client';

import {siteUrl} from './host_window.ts';

/** The host's own client: signed in by cookie, with the CSRF token the server asks of cookie users. */
export const client = new Client4();
client.setUrl(siteUrl());
client.setAuthHeader = false;
client.setIncludeCookies(true);
