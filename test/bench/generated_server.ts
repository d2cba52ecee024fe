import {RestClient} from '../../server-bridge/rest/rest_client.ts';
import {TOKENS_PER_PAGE} from '../../server-bridge/tokens/list_tokens.ts';

const TOKENS_PER_OWNER = 5;
const tools = ['ci job ', 'Nightly report ', 'Grafana alerts ', 'laptop ', 'backup script '];

/** The same answers as a server would give that has `tokens` tokens, five an owner, made up on the spot. */
export class GeneratedServer extends RestClient {
    constructor(private readonly tokens: number) {
        super({url: 'http://127.0.0.1:9'});
        this.getUserAccessTokens = async (page = 0) => this.#page(page);
        this.getProfilesByIds = async (ids) => ids.map(profileOf);
        this.getSessions = async (userId) => [sessionOf(userId)];
    }

    /** Makes up every page twice, as the list is read, and drops it. */
    drain(): void {
        for (let pass = 0; pass < 2; pass++) {
            for (let page = 0; page * TOKENS_PER_PAGE <= this.tokens; page++) {
                this.#page(page);
            }
        }
    }

    #page(page: number): Answer {
        const first = page * TOKENS_PER_PAGE;
        const count = Math.max(0, Math.min(TOKENS_PER_PAGE, this.tokens - first));
        return Array.from({length: count}, (_, i) => tokenOf(first + i, Math.ceil(this.tokens / TOKENS_PER_OWNER)));
    }
}

type Answer = Awaited<ReturnType<RestClient['getUserAccessTokens']>>;
type Session = Awaited<ReturnType<RestClient['getSessions']>>[number];
type Profile = Awaited<ReturnType<RestClient['getProfilesByIds']>>[number];

// Numbers as far from sorted as in life, the same in every run (Knuth's multiplicative hash).
const scatter = (i: number) => Math.imul(i + 1, 2654435761) >>> 0;

function idOf(prefix: string, i: number): string {
    return `${prefix}00${i.toString(36).padStart(8, '0')}${scatter(i).toString(36).padStart(12, '0')}`;
}

const ownerOf = (userId: string) => Number.parseInt(userId.slice(6, 14), 36);

function tokenOf(i: number, owners: number): Answer[number] {
    const description = `${tools[i % tools.length] ?? ''}${scatter(i).toString(16).padStart(8, '0')}`;
    return {id: idOf('toke', i), user_id: idOf('user', i % owners), description, is_active: i % 3 !== 0} as Answer[number];
}

// Of each owner's tokens, one was used.
function sessionOf(user_id: string): Session {
    const owner = ownerOf(user_id);
    const last_activity_at = Date.now() - (scatter(owner) % 10_000_000_000);
    return {id: idOf('sess', owner), user_id, create_at: 1, last_activity_at, props: {type: 'UserAccessToken', user_access_token_id: idOf('toke', owner)}} as unknown as Session;
}

function profileOf(id: string): Profile {
    const owner = ownerOf(id);
    return {id, username: `user${scatter(owner)}`, first_name: `First${owner}`, last_name: `Last${owner}`, nickname: '', roles: 'system_user', delete_at: 0} as Profile;
}
