import React from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import {changeToken, isAsWanted, readToken} from '../../../server-bridge/bulk/token_action.ts';
import {forgetFingerprint} from '../../../server-bridge/my_tokens/fingerprints.ts';
import {endRotation} from '../../../server-bridge/my_tokens/rotations.ts';
import {RestError} from '../../../server-bridge/rest/rest_error.ts';

import {ConfirmDialog} from './confirm_dialog.tsx';
import {Seen} from './seen.tsx';
import {mayOwnMore} from './standing.tsx';

import type {TokenAction} from '../../../server-bridge/bulk/token_action.ts';
import type {MyToken, MyTokens} from '../../../server-bridge/my_tokens/load_my_tokens.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';

type PerAction = Record<TokenAction, {id: string; defaultMessage: string}>;

const titles = defineMessages({
    deactivate: {id: 'token_audit.mine.change.title.deactivate', defaultMessage: 'Deactivate “{description}”?'},
    activate: {id: 'token_audit.mine.change.title.activate', defaultMessage: 'Activate “{description}”?'},
    revoke: {id: 'token_audit.mine.change.title.revoke', defaultMessage: 'Delete “{description}”?'},
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

interface Props {
    client: RestClient;
    all: MyTokens;
    mine: MyToken;
    action: TokenAction;
    onClose: (changed: boolean) => void;
}

/** Asks, changes, and looks whether the server has it so. */
export function ChangeDialog({client, all, mine, action, onClose}: Props) {
    const {token} = mine;
    const consequence = action === 'activate' && !mayOwnMore(all, mine.owner) ? whenSwitchedOn.activate : consequences[action];
    const change = async () => {
        await changeToken(client, action, token.id);
        if (!isAsWanted(action, await readToken(client, token.id))) {
            throw new RestError('malformed');
        }
        if (action === 'revoke') {
            // What is noted of a token that is gone does no harm.
            await endRotation(client, all.me.id, token.id).catch(() => undefined);
            await forgetFingerprint(client, all.me.id, token.id).catch(() => undefined);
        }
        onClose(true);
    };
    return (
        <ConfirmDialog
            title={
                <FormattedMessage
                    {...titles[action]}
                    values={{description: <bdi key='description'>{token.description}</bdi>}}
                />
            }
            confirm={<FormattedMessage {...confirmations[action]}/>}
            danger={action === 'revoke'}
            onConfirm={change}
            onClose={() => onClose(false)}
        >
            <p><FormattedMessage {...consequence}/></p>
            <p className='TokenAudit__muted'><Seen mine={mine}/></p>
        </ConfirmDialog>
    );
}
