import {RestClient} from '../../server-bridge/rest/rest_client.ts';

import {createToken, createUser} from './people.ts';


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

const purposes = [
    'GitLab pipeline, repository web', 'Nightly report to #finance', 'Grafana alerts', 'Jira sync', 'laptop', 'test', 'migration 2023 (temporary)',
    'Zapier', 'backup script on db-2', 'Ansible', 'release notes', 'PagerDuty bridge', 'old phone', 'data export for audit',
];

/** One of the organisation's people who is no admin and has tokens. */
export const SOMEONE_WITH_TOKENS = 'alice.meyer';

/**
 * Fills a server with a believable organisation, through REST and real requests only: people, bots, guests, deactivated
 * owners, admins with tokens; tokens used, unused, deactivated, revoked; some traffic that fails.
 * `client` is a system admin's. `onProgress` gets a line per step.
 */
export async function createOrganisation(client: RestClient, onProgress: (line: string) => void = () => undefined): Promise<void> {
    onProgress('Creating people and bots …');
    const admin = await client.getMe();
    const users = await Promise.all(people.map(([username, first_name, last_name]) => createUser(client, username, {first_name, last_name})));
    const idOf = new Map(users.map((user) => [user.username, user.id]));
    const created = await Promise.all(bots.map((username) => client.createBot({username, display_name: username.replace('-', ' ')})));
    created.forEach((bot) => idOf.set(bot.username, bot.user_id));
    idOf.set(admin.username, admin.id);
    const owners = [admin.username, ...people.map(([username]) => username), ...bots];

    onProgress('Creating tokens …');
    const tokens = (await Promise.all(owners.map((username, i) => Promise.all(
        Array.from({length: 1 + ((i * 5) % 7)}, (_, n) => createToken(client, idOf.get(username) ?? '', purposes[((i * 3) + n) % purposes.length] ?? 'test')),
    )))).flat();

    onProgress('Using some of them, and letting some fail …');
    await Promise.all(tokens.filter((_, i) => i % 3 !== 0).map(({secret}) => use(client, secret)));
    await Promise.all(admins.map((username) => client.updateUserRoles(idOf.get(username) ?? '', 'system_user system_admin')));
    await Promise.all(guests.map((username) => client.updateUserRoles(idOf.get(username) ?? '', 'system_guest')));
    const deactivated = tokens.filter((_, i) => i % 8 === 5);
    await Promise.all(deactivated.map(({id}) => client.disableUserAccessToken(id)));
    await Promise.all(leavers.map((username) => client.updateUserActive(idOf.get(username) ?? '', false)));
    const revoked = tokens.filter((_, i) => i % 29 === 11);
    await Promise.all(revoked.map(({id}) => client.revokeUserAccessToken(id)));
    await Promise.all([...deactivated.slice(0, 4), ...revoked.slice(0, 2)].flatMap(({secret}) => [use(client, secret), use(client, secret)]));
}

/** A few requests as an integration makes them; whether they succeed does not matter. */
async function use(admin: RestClient, secret: string): Promise<void> {
    const client = new RestClient({url: admin.getUrl(), token: secret});
    await client.getMe().catch(() => undefined);
    await client.getUserAccessTokens(0, 1).catch(() => undefined);
}
