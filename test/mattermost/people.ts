import {randomBytes} from 'node:crypto';

import {RestClient} from '../../server-bridge/rest/rest_client.ts';

import type {Mattermost} from './start_mattermost.ts';
import type {UserProfile} from '@mattermost/types/users';

export const PASSWORD = 'Correct-horse-9';

/** Creates the first user, who becomes system admin, and signs in. */
export async function signInFirstAdmin(server: Pick<Mattermost, 'url'>): Promise<RestClient> {
    const client = new RestClient({url: server.url});
    await createUser(client, 'admin');
    await client.login('admin', PASSWORD);
    return client;
}

/** Signs in as someone `createUser` made. */
export async function signIn(server: Pick<Mattermost, 'url'>, username: string): Promise<RestClient> {
    const client = new RestClient({url: server.url});
    await client.login(username, PASSWORD);
    return client;
}

export function createUser(client: RestClient, username = `user-${randomBytes(4).toString('hex')}`, names: Partial<UserProfile> = {}): Promise<UserProfile> {
    const user: Partial<UserProfile> = {...names, username, email: `${username}@example.com`, password: PASSWORD};

    // The client's type asks for a whole profile; the server for these fields.
    return client.createUser(user as UserProfile, '', '');
}

/** Creates a token for `userId` and returns its id and secret. */
export async function createToken(client: RestClient, userId: string, description: string): Promise<{id: string; secret: string}> {
    const {id, token} = await client.createUserAccessToken(userId, description);
    if (!token) {
        throw new Error('The server created a token without a secret.');
    }
    return {id, secret: token};
}
