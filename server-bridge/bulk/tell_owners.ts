import {toRestError} from '../rest/rest_error.ts';
import {sleep as realSleep} from '../rest/sleep.ts';

import {renderOwnerMessage} from './owner_message.ts';
import {postOnce} from './post_once.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {RestErrorKind} from '../rest/rest_error.ts';
import type {CannotTell, Recipient} from './recipients.ts';
import type {PauseReason, RunControl} from './run_control.ts';
import type {TokenAction} from './token_action.ts';

/** At most five messages a second: a thousand owners must not feel like an attack to the server. */
const PACE_MS = 200;

/** What became of telling one owner. `unknown` = the connection broke, and the message may have arrived. */
export interface Delivery {
    user_id: string;
    username: string;
    status: 'sent' | 'skipped' | 'failed' | 'unknown';
    why?: CannotTell | RestErrorKind;
    token_ids: string[];
}

export interface TellOptions {
    run_id: string;
    action: TokenAction | null;
    reason: string;
    admin: {id: string; username: string};
    template: string;
    control: RunControl;
    sleep?: typeof realSleep;
    onDelivery: (delivery: Delivery) => void;
}

/** Sends each recipient a direct message, one after the other. Pauses as the run does; what is cancelled is not sent. */
export async function tellOwners(client: RestClient, recipients: readonly Recipient[], options: TellOptions): Promise<void> {
    const {control, onDelivery, sleep = realSleep} = options;
    for (const recipient of recipients) {
        const delivery = {user_id: recipient.user_id, username: recipient.username, token_ids: recipient.tokens.map(({id}) => id)};
        if (recipient.cannot_tell) {
            onDelivery({...delivery, status: 'skipped', why: recipient.cannot_tell});
            continue;
        }
        for (;;) {
            if (!await control.mayGoOn()) {
                return;
            }
            const error = await send(client, recipient, options).then(() => undefined, (thrown: unknown) => thrown);
            if (error instanceof NotYetSent) {
                control.pause(error.reason);
                continue;
            }
            const failure = error === undefined ? undefined : toRestError(error);
            onDelivery({...delivery, ...(failure ? {status: failure.outcome_unknown ? 'unknown' : 'failed', why: failure.kind} : {status: 'sent'})});
            break;
        }
        await sleep(PACE_MS);
    }
}

/** The run has to wait before this message can be sent. */
class NotYetSent extends Error {
    constructor(readonly reason: PauseReason) {
        super(`Message not yet sent: ${reason}`);
    }
}

async function send(client: RestClient, {user_id, tokens}: Recipient, {run_id, action, reason, admin, template}: TellOptions): Promise<void> {
    const message = renderOwnerMessage(template, {action, reason, admin: admin.username, tokens});
    const channel = await client.createDirectChannel([admin.id, user_id]).catch((error: unknown) => {
        const {kind} = toRestError(error);
        throw kind === 'unauthorized' || kind === 'network' ? new NotYetSent(kind) : error;
    });

    const post = {channel_id: channel.id, message, pending_post_id: `${admin.id}:${run_id}:${user_id}:${tokens[0]?.id ?? ''}`};
    await postOnce(client, post).catch((error: unknown) => {
        throw toRestError(error).kind === 'unauthorized' ? new NotYetSent('unauthorized') : error;
    });
}
