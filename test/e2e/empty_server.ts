import type {RestClient} from '../../server-bridge/rest/rest_client.ts';

/**
 * Takes away what earlier tests left on a named server: every token, every team of this admin's, and every other account.
 * Their dead tokens could be behind any failure in the log, and a server without a licence takes 250 accounts.
 */
export async function emptyServer(client: RestClient): Promise<void> {
    const me = await client.getMe();
    await drain(() => client.getUserAccessTokens(0, 200), ({id}) => client.revokeUserAccessToken(id));
    await drain(() => client.getMyTeams(), ({id}) => client.deleteTeam(id));
    await drain(async () => (await client.getProfiles(0, 200, {active: true})).filter(({id, is_bot: isBot}) => id !== me.id && !isBot), ({id}) => client.updateUserActive(id, false));
}

/** Takes a page's items away until there are none. */
async function drain<T>(page: () => Promise<T[]>, take: (item: T) => Promise<unknown>): Promise<void> {
    for (let items = await page(); items.length > 0; items = await page()) {
        await Promise.all(items.map(take));
    }
}
