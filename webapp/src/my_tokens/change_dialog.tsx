import React from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import {changeAndLook} from '../../../server-bridge/bulk/token_action.ts';
import {forgetFingerprint} from '../../../server-bridge/my_tokens/fingerprints.ts';
import {endRotation} from '../../../server-bridge/my_tokens/rotations.ts';

import {ConfirmDialog} from './confirm_dialog.tsx';
import {Created} from './created.tsx';
import {Seen} from './seen.tsx';
import {mayOwnMore} from './standing.tsx';

import type {TokenAction} from '../../../server-bridge/bulk/token_action.ts';
import type {MyToken, MyTokens} from '../../../server-bridge/my_tokens/load_my_tokens.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RotationPart} from './rotation_part.tsx';

type PerAction = Record<TokenAction, {id: string; defaultMessage: string}>;

const titles = defineMessages({
    deactivate: {id: 'token_audit.mine.change.title.deactivate', defaultMessage: 'Deactivate {part, select, old {the old token } new {the new token } other {}}“{description}”?'},
    activate: {id: 'token_audit.mine.change.title.activate', defaultMessage: 'Activate {part, select, old {the old token } new {the new token } other {}}“{description}”?'},
    revoke: {id: 'token_audit.mine.change.title.revoke', defaultMessage: 'Delete {part, select, old {the old token } new {the new token } other {}}“{description}”?'},
} satisfies PerAction);

const consequences = defineMessages({
    deactivate: {id: 'token_audit.mine.change.deactivate', defaultMessage: 'What uses this token stops working at once. You can activate it again later, with the same secret.'},
    activate: {id: 'token_audit.mine.change.activate', defaultMessage: 'Whoever has the secret of this token can use it again.'},
    revoke: {id: 'token_audit.mine.change.revoke', defaultMessage: 'What uses this token stops working at once and for good. This cannot be undone.'},
} satisfies PerAction);

const whenSwitchedOn = defineMessages({
    activate: {id: 'token_audit.mine.change.activate.switched_off', defaultMessage: 'As soon as access tokens are switched on again, whoever has the secret of this token can use it.'},
});

const confirmations = defineMessages({
    deactivate: {id: 'token_audit.mine.deactivate', defaultMessage: 'Deactivate'},
    activate: {id: 'token_audit.mine.activate', defaultMessage: 'Activate'},
    revoke: {id: 'token_audit.mine.delete', defaultMessage: 'Delete'},
} satisfies PerAction);

const leftToSay = defineMessages({
    late: {id: 'token_audit.mine.change.late', defaultMessage: 'The server accepted this but does not show it yet. Look at this page again in a minute.'},
    gone: {id: 'token_audit.mine.change.gone', defaultMessage: 'This token was deleted meanwhile, in another window or by an admin: nothing is left to change.'},
});

interface Props {
    client: RestClient;
    all: MyTokens;
    mine: MyToken;

    /** In a rotation, which of its two tokens this is. */
    part: RotationPart | undefined;
    action: TokenAction;

    /** `changed`: the token may be another now, or gone. */
    onClose: (changed: boolean) => void;
}

/** Asks, changes, and looks whether the server has it so. */
export function ChangeDialog({client, all, mine, part, action, onClose}: Props) {
    const {token} = mine;
    const consequence = action === 'activate' && !mayOwnMore(all, mine.owner) ? whenSwitchedOn.activate : consequences[action];
    const change = async () => {
        const outcome = await changeAndLook(client, action, token.id);
        if (action === 'revoke' || outcome === 'gone') {
            // What is noted of a token that is gone does no harm.
            await endRotation(client, all.me.id, token.id).catch(() => undefined);
            await forgetFingerprint(client, all.me.id, token.id).catch(() => undefined);
        }
        return outcome === 'done' ? undefined : <FormattedMessage {...leftToSay[outcome]}/>;
    };
    return (
        <ConfirmDialog
            title={
                <FormattedMessage
                    {...titles[action]}
                    values={{part: part ?? 'none', description: <bdi key='description'>{token.description}</bdi>}}
                />
            }
            confirm={<FormattedMessage {...confirmations[action]}/>}
            danger={action === 'revoke'}
            onConfirm={change}
            onClose={onClose}
        >
            <p><FormattedMessage {...consequence}/></p>
            <p className='TokenAudit__muted TokenAudit__my-token-facts'>
                <span>
                    <Created mine={mine}/>
                </span>
                <span><Seen mine={mine}/></span>
                <code className='TokenAudit__my-token-id'>{token.id}</code>
            </p>
        </ConfirmDialog>
    );
}
