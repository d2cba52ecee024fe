/** How an address was seen to be used by somebody. */
interface Use {
    logins: number;
    others: number;
}

/** What an address tells of who is behind it. */
export interface AddressOwner {
    user_id: string;

    /** Only ever seen with the user's logins: a browser's address. */
    is_login_only: boolean;
}

/** A rule about neighbours is used where it held this often in the same log, in so many cases at least. */
const RELIABLE = 0.95;
const CASES = 5;
const FEW_CASES = 3;

/** With fewer addresses than this having one user, addresses are shared here. */
const OWNED = 0.8;

/** Who and which tokens were seen behind which address. Evidence, never proof: addresses are shared, and change hands. */
export class AddressBook {
    readonly #users = new Map<string, Map<string, Use>>();
    readonly #tokens = new Map<string, Set<string>>();
    readonly #uses = new Map<string, {byIp: Map<string, number>; count: number}>();

    /** What the rules came to, until something is added. */
    readonly #rules = new Map<string, unknown>();

    addUser(ip: string | null, userId: string | null, isLogin = false): void {
        if (!ip || !userId) {
            return;
        }
        const users = this.#users.get(ip) ?? new Map<string, Use>();
        this.#users.set(ip, users);
        const use = users.get(userId) ?? {logins: 0, others: 0};
        users.set(userId, use);
        use[isLogin ? 'logins' : 'others']++;
        this.#rules.clear();
    }

    addToken(ip: string | null, tokenId: string): void {
        if (ip) {
            this.#tokens.set(ip, (this.#tokens.get(ip) ?? new Set()).add(tokenId));
            const uses = this.#uses.get(tokenId) ?? {byIp: new Map<string, number>(), count: 0};
            this.#uses.set(tokenId, uses);
            uses.byIp.set(ip, (uses.byIp.get(ip) ?? 0) + 1);
            uses.count++;
            this.#rules.clear();
        }
    }

    /** Whether the token was surely used from elsewhere and never from here. */
    isUsedElsewhere(ip: string | null, tokenId: string): boolean {
        const uses = this.#uses.get(tokenId);
        return ip !== null && uses !== undefined && !uses.byIp.has(ip);
    }

    /** Whether tokens keep to one address each wherever this log shows several uses of one. */
    tokensKeepToOneAddress(): {right: number; cases: number} | undefined {
        return this.#once('tokens', () => {
            const repeated = [...this.#uses.values()].filter((uses) => uses.count > 1);
            const right = repeated.filter((uses) => uses.byIp.size === 1).length;
            return repeated.length >= CASES && right / repeated.length >= RELIABLE ? {right, cases: repeated.length} : undefined;
        });
    }

    /** Tokens that were surely used from here. */
    tokensAt(ip: string | null): ReadonlySet<string> {
        return (ip && this.#tokens.get(ip)) || new Set();
    }

    /** The one user this address was seen with; undefined when there was none or more than one. */
    ownerOf(ip: string | null): AddressOwner | undefined {
        const users = ip && this.#users.get(ip);
        const only = users && users.size === 1 ? [...users][0] : undefined;
        return only && {user_id: only[0], is_login_only: only[1].others === 0};
    }

    /** Whether several users were seen behind the address. */
    isShared(ip: string | null): boolean {
        return ((ip && this.#users.get(ip)?.size) || 0) > 1;
    }

    /** Whether the user's logins came from here. */
    hadLoginOf(ip: string | null, userId: string): boolean {
        return ((ip && this.#users.get(ip)?.get(userId)?.logins) || 0) > 0;
    }

    /**
     * The one user seen on every other address of the same network, if neighbours belonged together elsewhere in this
     * log: the rule is tried on every address whose user is known before it is used on one that is not.
     */
    neighbourOf(ip: string | null): {user_id: string; right: number; cases: number} | undefined {
        const {right, cases} = this.#tryNeighbours();
        const user_id = ip && cases >= CASES && right / cases >= RELIABLE ? this.#unanimous(ip) : undefined;
        return user_id ? {user_id, right, cases} : undefined;
    }

    /** Whether addresses mostly had one user each in this log; behind proxies and NAT the one user seen so far proves little. */
    addressesAreOwned(): boolean {
        return this.#once('owned', () => {
            const repeated = [...this.#users.values()].filter((users) => sum([...users.values()].map((use) => use.logins + use.others)) > 1);
            return repeated.length < CASES || repeated.filter((users) => users.size === 1).length / repeated.length >= OWNED;
        });
    }

    /** Whether addresses served one token each wherever they served several requests of a user with several tokens. */
    addressesServeOneToken(tokensOfOwner: (tokenId: string) => number): boolean {
        return this.#once('one token', () => {
            let [one, more] = [0, 0];
            for (const [ip, tokens] of this.#tokens) {
                const [first] = tokens;
                if (first && tokensOfOwner(first) > 1 && (tokens.size > 1 || (this.#uses.get(first)?.byIp.get(ip) ?? 0) > 1)) {
                    one += Number(tokens.size === 1);
                    more += Number(tokens.size > 1);
                }
            }
            return one + more >= FEW_CASES && one / (one + more) >= RELIABLE;
        });
    }

    /** Whether neighbouring addresses belonged to one user wherever this log shows both. */
    neighboursBelongTogether(): {right: number; cases: number} | undefined {
        const {right, cases} = this.#tryNeighbours();
        return cases >= CASES && right / cases >= RELIABLE ? {right, cases} : undefined;
    }

    #tryNeighbours(): {right: number; cases: number} {
        return this.#once('neighbours', () => {
            this.#byNetwork = this.#networks();
            let [right, cases] = [0, 0];
            for (const [ip] of this.#users) {
                const owner = this.ownerOf(ip);
                const guess = owner && !owner.is_login_only ? this.#unanimous(ip) : undefined;
                if (owner && guess) {
                    cases++;
                    right += Number(guess === owner.user_id);
                }
            }
            return {right, cases};
        });
    }

    #once<T>(rule: string, find: () => T): T {
        if (!this.#rules.has(rule)) {
            this.#rules.set(rule, find());
        }
        return this.#rules.get(rule) as T;
    }

    #byNetwork = new Map<string, Map<string, string[]>>();

    // Browsers move; where people log in from says little about where their programs run.
    #networks(): Map<string, Map<string, string[]>> {
        const networks = new Map<string, Map<string, string[]>>();
        for (const [ip, users] of this.#users) {
            const network = networkOf(ip);
            const seen = networks.get(network) ?? new Map<string, string[]>();
            networks.set(network, seen);
            for (const [userId, use] of users) {
                if (use.others > 0) {
                    seen.set(userId, [...seen.get(userId) ?? [], ip].slice(0, 3));
                }
            }
        }
        return networks;
    }

    #unanimous(ip: string): string | undefined {
        const others = [...this.#byNetwork.get(networkOf(ip)) ?? []].filter(([, ips]) => ips.some((other) => other !== ip));
        return others.length === 1 ? others[0]?.[0] : undefined;
    }
}

/** The network an address is in, as commonly given to one site: /24, or /64 for IPv6. */
export function networkOf(ip: string): string {
    return ip.includes(':') ? ip.split(':').slice(0, 4).join(':') : ip.split('.').slice(0, 3).join('.');
}

function sum(numbers: readonly number[]): number {
    return numbers.reduce((total, number) => total + number, 0);
}
