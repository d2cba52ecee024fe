import {ACCESS_TOKENS_URL} from '../shared/host.ts';

/** Path of the page Access Tokens with one token's panel open. The id must be a token's: addresses are logged. */
export function tokenLink(tokenId: string): string {
    return `/admin_console/${ACCESS_TOKENS_URL}?${new URLSearchParams({token: tokenId})}`;
}

/** Path of the page Access Tokens with the tokens of one user. */
export function ownerLink(username: string): string {
    return `/admin_console/${ACCESS_TOKENS_URL}?${new URLSearchParams({text: username})}`;
}

/** Path of its tab Logs, narrowed to what is known to be no secret: the ids of a token or a user, an address. */
export function logsLink(filter: {log_token_id?: string; log_user_id?: string; log_address?: string}): string {
    return `/admin_console/${ACCESS_TOKENS_URL}?${new URLSearchParams({tab: 'logs', ...filter})}`;
}
