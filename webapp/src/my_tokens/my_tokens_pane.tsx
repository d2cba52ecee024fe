import React, {useRef, useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import {basePath} from '../shared/host.ts';
import {MessagesProvider} from '../shared/messages_provider.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import {ChangeDialog} from './change_dialog.tsx';
import {CreateDialog} from './create_dialog.tsx';
import {ReminderSetting} from './reminder_setting.tsx';
import {RotateDialog} from './rotate_dialog.tsx';
import {RotationCard} from './rotation_card.tsx';
import {partIn} from './rotation_part.tsx';
import {mayCreate, mayOwnMore, Standing} from './standing.tsx';
import {TokenItem} from './token_item.tsx';
import {useKeptFocus} from './use_kept_focus.ts';
import {useMyTokens} from './use_my_tokens.ts';
import '../findings/findings.css';
import '../shared/token_audit.css';
import './my_tokens.css';

import type {MyToken} from '../../../server-bridge/my_tokens/load_my_tokens.ts';
import type {ItemAction} from './token_item.tsx';
import type {Mine} from './use_my_tokens.ts';

/** Settings → Plugin Preferences → Access tokens: the user's own tokens and those of their bots. */
export default function MyTokensPane() {
    return (
        <MessagesProvider>
            <div className='TokenAudit TokenAudit__mine'>
                <Pane/>
            </div>
        </MessagesProvider>
    );
}

function Pane() {
    const [client] = useState(() => new RestClient({url: basePath()}));
    const [{mine, loading, error}, reload] = useMyTokens(client);
    return (
        <>
            <p>
                <FormattedMessage
                    id='token_audit.mine.intro'
                    defaultMessage='With an access token a program acts as you. Whoever has its secret can do what you can, until the token is deleted.'
                />
            </p>
            {error && (
                <div
                    className='TokenAudit__banner'
                    role='alert'
                >
                    <p><RestErrorMessage kind={error} forAnyone/></p>
                    <button
                        type='button'
                        className='btn btn-tertiary btn-sm'
                        onClick={reload}
                    >
                        <FormattedMessage
                            id='token_audit.mine.retry'
                            defaultMessage='Try again'
                        />
                    </button>
                </div>
            )}
            {!mine && loading && (
                <p
                    className='TokenAudit__muted'
                    role='status'
                >
                    <FormattedMessage
                        id='token_audit.mine.loading'
                        defaultMessage='Reading your tokens …'
                    />
                </p>
            )}
            {mine && (
                <Tokens
                    client={client}
                    mine={mine}
                    onReload={reload}
                />
            )}
        </>
    );
}

type Open = {kind: 'create'} | {kind: ItemAction; token: MyToken} | undefined;

function Tokens({client, mine: {all, rotations, reminder}, onReload}: {client: RestClient; mine: Mine; onReload: () => void}) {
    const [open, setOpen] = useState<Open>();
    const byId = new Map(all.tokens.map((token) => [token.token.id, token]));
    const list = useRef<HTMLUListElement>(null);
    const createButton = useRef<HTMLButtonElement>(null);
    const keepFocus = useKeptFocus(list, createButton, all);
    const close = (changed: boolean, noted: Promise<void> = Promise.resolve()) => {
        setOpen(undefined);
        if (changed) {
            keepFocus(open && 'token' in open ? open.token.token.id : '');
            void noted.then(onReload);
        }
    };
    return (
        <>
            <Standing all={all}/>
            {mayCreate(all) && (
                <div>
                    <button
                        ref={createButton}
                        type='button'
                        className='btn btn-primary btn-sm'
                        disabled={![all.me, ...all.bots].some((owner) => mayOwnMore(all, owner))}
                        onClick={() => setOpen({kind: 'create'})}
                    >
                        <FormattedMessage
                            id='token_audit.mine.create'
                            defaultMessage='Create a token'
                        />
                    </button>
                </div>
            )}
            {rotations.map((rotation) => {
                const [oldToken, newToken] = [byId.get(rotation.old_id), byId.get(rotation.new_id)];
                return oldToken && newToken && (
                    <RotationCard
                        key={rotation.old_id}
                        rotation={rotation}
                        oldToken={oldToken}
                        newToken={newToken}
                        onDelete={(token) => setOpen({kind: 'revoke', token})}
                        onReload={onReload}
                    />
                );
            })}
            {all.list === 'complete' && all.tokens.length === 0 && (
                <p className='TokenAudit__muted'>
                    <FormattedMessage
                        id='token_audit.mine.none'
                        defaultMessage='You have no access tokens.'
                    />
                </p>
            )}
            <ul ref={list}>
                {all.tokens.map((token) => (
                    <TokenItem
                        key={token.token.id}
                        mine={token}
                        all={all}
                        reminder={reminder}
                        part={partIn(rotations, token.token.id)}
                        onAction={(kind) => setOpen({kind, token})}
                    />
                ))}
            </ul>
            {all.tokens.length > 0 && (
                <ReminderSetting
                    client={client}
                    userId={all.me.id}
                    days={reminder}
                    onChanged={onReload}
                />
            )}
            {open?.kind === 'create' && (
                <CreateDialog
                    client={client}
                    all={all}
                    onClose={close}
                />
            )}
            {open?.kind === 'rotate' && (
                <RotateDialog
                    client={client}
                    all={all}
                    mine={open.token}
                    onClose={close}
                />
            )}
            {(open?.kind === 'deactivate' || open?.kind === 'activate' || open?.kind === 'revoke') && (
                <ChangeDialog
                    client={client}
                    all={all}
                    mine={open.token}
                    part={partIn(rotations, open.token.token.id)}
                    action={open.kind}
                    onClose={close}
                />
            )}
        </>
    );
}
