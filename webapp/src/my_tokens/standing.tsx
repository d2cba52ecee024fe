import React from 'react';
import {FormattedMessage} from 'react-intl';

import {Moment} from '../shared/moment.tsx';

import type {MyTokens} from '../../../server-bridge/my_tokens/load_my_tokens.ts';
import type {Owner} from '../../../server-bridge/owners/owner.ts';

/** Whether the user's roles let them make tokens; a custom scheme may let others, and the server decides. */
export function mayCreate({me, list}: MyTokens): boolean {
    return list === 'complete' || me.roles.includes('system_admin') || me.roles.includes('system_user_access_token');
}

/** Whom of the user and their bots the server makes tokens for: only bots while access tokens are switched off. */
export function mayOwnMore({tokens_enabled}: MyTokens, owner: Owner): boolean {
    return tokens_enabled !== false || owner.is_bot;
}

/** What stands in the user's way, who can change it, and what is possible all the same. */
export function Standing({all}: {all: MyTokens}) {
    const {me, tokens_enabled, traces} = all;
    return (
        <>
            {tokens_enabled === false && (
                <p className='TokenAudit__banner'>
                    <FormattedMessage
                        id='token_audit.mine.switched_off'
                        defaultMessage='Access tokens are switched off on this server: none of yours works, those of bots excepted, and every active one will again when they are switched on. Until then new ones can be created for bots only; you can still deactivate, activate and delete those you have.'
                    />
                </p>
            )}
            {!mayCreate(all) && (
                <div className='TokenAudit__banner'>
                    <p>
                        {traces.length > 0 ? (
                            <FormattedMessage
                                id='token_audit.mine.right_taken'
                                defaultMessage='You may not create or see access tokens any more, but {count, plural, one {# token of yours seems} other {# tokens of yours seem}} to exist still, and taking the right away does not stop them. You cannot delete them yourself: send their ids to an administrator.'
                                values={{count: traces.length}}
                            />
                        ) : (
                            <FormattedMessage
                                id='token_audit.mine.no_right'
                                defaultMessage='Your account may not create access tokens. {guest, select, yes {It is a guest account. } other {}}A system admin can allow it: System Console → User Management → Users → your account → Manage Roles → “Allow this account to generate personal access tokens” (role system_user_access_token).'
                                values={{guest: me.roles.includes('system_guest') ? 'yes' : 'no'}}
                            />
                        )}
                    </p>
                    {traces.length > 0 && (
                        <ul className='TokenAudit__traces'>
                            {traces.map(({token_id, last_seen, created_at}) => (
                                <li key={token_id}>
                                    <code>{token_id}</code>
                                    {' '}
                                    {(last_seen ?? created_at) !== undefined && (
                                        <FormattedMessage
                                            id='token_audit.mine.trace'
                                            defaultMessage='{seen, select, yes {seen {when}} other {created {when}}}'
                                            values={{
                                                seen: last_seen === undefined ? 'no' : 'yes',
                                                when: (
                                                    <Moment
                                                        key='when'
                                                        at={last_seen ?? created_at ?? 0}
                                                    />
                                                ),
                                            }}
                                        />
                                    )}
                                </li>
                            ))}
                        </ul>
                    )}
                </div>
            )}
        </>
    );
}
