import {createToken, createUser, signIn} from './people.ts';

import type {RestClient} from '../../server-bridge/rest/rest_client.ts';

const people = [
    ['alice.meyer', 'Alice', 'Meyer'], ['bob.okafor', 'Bob', 'Okafor'], ['carol.svensson', 'Carol', 'Svensson'], ['david.kim', 'David', 'Kim'],
    ['emile.dubois', 'Émile', 'Dubois'], ['fatima.haddad', 'Fatima', 'Haddad'], ['george.papadakis', 'George', 'Papadakis'], ['hana.novakova', 'Hana', 'Nováková'],
    ['ivan.petrov', 'Ivan', 'Petrov'], ['julia.santos', 'Julia', 'Santos'], ['kenji.tanaka', 'Kenji', 'Tanaka'], ['lena.fischer', 'Lena', 'Fischer'],
    ['mohamed.ali', 'Mohamed', 'Ali'], ['nora.lind', 'Nora', 'Lind'], ['oscar.rossi', 'Oscar', 'Rossi'], ['priya.sharma', 'Priya', 'Sharma'],
    ['quentin.moreau', 'Quentin', 'Moreau'], ['rosa.jimenez', 'Rosa', 'Jiménez'], ['sam.taylor', 'Sam', 'Taylor'], ['tara.oneill', 'Tara', 'O\'Neill'],
] as const;

const bots = ['ci-bot', 'deploy-bot', 'alert-bot', 'backup-bot'];
const admins = ['bob.okafor', 'lena.fischer'];
const guests = ['quentin.moreau'];
const leavers = ['ivan.petrov', 'tara.oneill'];
const withoutRight = ['george.papadakis', ...guests];
const postAnywhere = ['alert-bot', 'nora.lind'];

const purposes = [
    'GitLab pipeline, repository web', 'Nightly report to #finance', 'Grafana alerts', 'Jira sync', 'laptop', 'test', 'migration 2023 (temporary)',
    'Zapier', 'backup script on db-2', 'Ansible', 'release notes', 'PagerDuty bridge', 'old phone', 'data export for audit',
];

interface Credential {
    id: string;
    secret: string;

    /** Where it is used from. */
    address: string;
}

/** One of the organisation's people who is no admin and has tokens. */
export const SOMEONE_WITH_TOKENS = 'alice.meyer';

/**
 * Fills a server with a believable organisation, through REST and real requests only: people, bots, guests, deactivated
 * owners, admins with tokens; tokens used, unused, deactivated, revoked; some traffic that fails.
 * `client` is a system admin's. `onProgress` gets a line per step.
 */
export async function createOrganisation(client: RestClient, onProgress: (line: string) => void = () => undefined): Promise<void> {
    onProgress('Creating people and bots …');
    await client.patchConfig({ServiceSettings: {TrustedProxyIPHeader: ['X-Forwarded-For']}} as Parameters<RestClient['patchConfig']>[0]);
    const admin = await client.getMe();
    const users = await Promise.all(people.map(([username, first_name, last_name]) => createUser(client, username, {first_name, last_name})));
    const idOf = new Map(users.map((user) => [user.username, user.id]));
    const setRoles = (usernames: readonly string[], roles: string) => Promise.all(usernames.map((username) => client.updateUserRoles(idOf.get(username) ?? '', roles)));
    const created = await Promise.all(bots.map((username) => client.createBot({username, display_name: username.replace('-', ' ')})));
    created.forEach((bot) => idOf.set(bot.username, bot.user_id));
    const team = await client.createTeam({name: 'example', display_name: 'Example', type: 'O'} as Parameters<RestClient['createTeam']>[0]);
    await client.addUsersToTeam(team.id, [admin.id, ...idOf.values()]);
    await setRoles(users.map(({username}) => username), 'system_user system_user_access_token');

    onProgress('Creating tokens …');
    const owners = [admin.username, ...people.map(([username]) => username), ...bots];
    idOf.set(admin.username, admin.id);
    const tokens = (await Promise.all(owners.map(async (username, i) => {
        const own = users.some((user) => user.username === username) ? await signIn({url: client.getUrl()}, username) : client;
        return Promise.all(Array.from({length: 1 + ((i * 5) % 7)}, async (_, n): Promise<Credential> => ({
            ...await createToken(own, idOf.get(username) ?? '', purposes[((i * 3) + n) % purposes.length] ?? 'test'),
            address: `10.20.${i % 3}.${11 + i}`,
        })));
    }))).flat();

    onProgress('Using some of them, and letting some fail …');
    await Promise.all(tokens.filter((_, i) => i % 3 !== 0).map((token) => use(client, token)));
    await setRoles(admins, 'system_user system_admin');
    await setRoles(withoutRight, 'system_user');
    await setRoles(guests, 'system_guest');
    await setRoles(postAnywhere, 'system_user system_user_access_token system_post_all');
    const deactivated = tokens.filter((_, i) => i % 8 === 5);
    await Promise.all(deactivated.map(({id}) => client.disableUserAccessToken(id)));
    await Promise.all(leavers.map((username) => client.updateUserActive(idOf.get(username) ?? '', false)));
    const revoked = tokens.filter((_, i) => i % 29 === 11);
    await Promise.all(revoked.map(({id}) => client.revokeUserAccessToken(id)));
    await Promise.all([...deactivated.slice(0, 4), ...revoked.slice(0, 2)].flatMap((token) => [use(client, token), use(client, token)]));
}

/** Whether `createOrganisation` has filled this server before. */
export async function hasOrganisation(client: RestClient): Promise<boolean> {
    return (await client.getProfilesByUsernames([SOMEONE_WITH_TOKENS])).length > 0;
}

/** A few requests as an integration makes them; whether they succeed does not matter. */
async function use(admin: RestClient, {secret, address}: Credential): Promise<void> {
    const headers = {Authorization: `Bearer ${secret}`, 'X-Forwarded-For': address};
    for (const route of ['/users/me', '/users/tokens?per_page=1']) {
        await (await fetch(`${admin.getUrl()}/api/v4${route}`, {headers})).arrayBuffer();
    }
}
