import React from 'react';
import {FormattedMessage} from 'react-intl';

import {Dialog} from '../shared/dialog.tsx';

import type {Owner} from '../../../server-bridge/owners/owner.ts';

interface Props {
    owner: Owner;

    /** How many of the person's tokens are active; undefined where that could not be read. */
    active: number | undefined;
    onDeactivate: () => void;
    onClose: () => void;
}

/** After a right was taken away: the tokens that work without it, and the offer to deactivate them too. */
export function TokensLeft({owner, active, onDeactivate, onClose}: Props) {
    const values = {name: <bdi>{`@${owner.username}`}</bdi>, active: active ?? 0, deactivated: owner.delete_at > 0};
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.people.left.title'
                    defaultMessage='Right taken away; the tokens are left'
                />
            }
            onClose={onClose}
            footer={
                <>
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        onClick={onClose}
                    >
                        <FormattedMessage
                            id='token_audit.people.left.keep'
                            defaultMessage='Leave them active'
                        />
                    </button>
                    {active !== undefined && (
                        <button
                            type='button'
                            className='btn btn-primary'
                            onClick={onDeactivate}
                        >
                            <FormattedMessage
                                id='token_audit.people.left.deactivate'
                                defaultMessage='Deactivate {active, plural, one {# token} other {# tokens}} …'
                                values={{active}}
                            />
                        </button>
                    )}
                </>
            }
        >
            <p role='status'>
                {active === undefined ? (
                    <FormattedMessage
                        id='token_audit.people.left.unknown'
                        defaultMessage='{name} can no longer create tokens. Which tokens they have could not be read: look for them in the Tokens tab.'
                        values={values}
                    />
                ) : (
                    <FormattedMessage
                        id='token_audit.people.left.active'
                        defaultMessage='{name} can no longer create tokens. {deactivated, select, true {{active, plural, one {Their active token works again once the account is active again,} other {Their # active tokens work again once the account is active again,}}} other {{active, plural, one {Their active token keeps working,} other {Their # active tokens keep working,}}}} and they can neither see nor delete {active, plural, one {it} other {them}}.'
                        values={values}
                    />
                )}
            </p>
        </Dialog>
    );
}
