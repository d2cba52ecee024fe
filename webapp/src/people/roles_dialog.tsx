import React, {useEffect} from 'react';
import {FormattedMessage} from 'react-intl';

import {rolesToCreate} from '../../../server-bridge/people/create_right.ts';
import {Dialog} from '../shared/dialog.tsx';
import {OwnerCell} from '../shared/owner_cell.tsx';

import {RightChoices} from './right_choices.tsx';
import {RoleConsequences} from './role_consequences.tsx';
import {RoleError} from './role_error.tsx';
import {TokensLeft} from './tokens_left.tsx';
import {useRoleChange} from './use_role_change.ts';

import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {CreateRight} from '../../../server-bridge/people/create_right.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {ReadTokens} from './use_role_change.ts';

interface Props {
    client: RestClient;
    owner: Owner;

    /** The right to create tokens is chosen from the start. */
    giving: boolean;
    right: CreateRight;
    readTokens: ReadTokens;
    onChanged: (owner: Owner) => void;

    /** Asks whether to deactivate the person's tokens. */
    onDeactivate: () => void;
    onClose: () => void;
}

/** One person's rights: what they are, what a change does and does not stop, and what became of it. */
export function RolesDialog({client, owner, giving, right, readTokens, onChanged, onDeactivate, onClose}: Props) {
    const {held, wanted, setWanted, step, active, changes, save} = useRoleChange(client, owner, giving, readTokens);
    const taken = held.create && !wanted.create;
    const saved = step.step === 'saved' || step.step === 'not_kept' ? step.owner : undefined;

    // Where another role still gives the right, or it never did, there is nothing to stop.
    const offer = step.step === 'saved' && taken && !owner.is_bot && rolesToCreate(right, step.owner).length === 0 && active !== 0;

    // What the page knows follows at once; the dialog stays where there is something left to say.
    useEffect(() => {
        if (saved) {
            onChanged(saved);
            if (step.step === 'saved' && !offer) {
                onClose();
            }
        }
        // eslint-disable-next-line react-hooks/exhaustive-deps -- once for each answer of the server
    }, [saved]);

    if (offer) {
        return (
            <TokensLeft
                owner={owner}
                active={active}
                onDeactivate={onDeactivate}
                onClose={onClose}
            />
        );
    }
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.people.roles.title'
                    defaultMessage='Manage roles'
                />
            }
            onClose={step.step === 'saving' ? undefined : onClose}
            footer={
                <>
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        disabled={step.step === 'saving'}
                        onClick={onClose}
                    >
                        <FormattedMessage
                            id='token_audit.people.cancel'
                            defaultMessage='Cancel'
                        />
                    </button>
                    <button
                        type='button'
                        className='btn btn-primary'
                        disabled={!changes || step.step === 'saving'}
                        onClick={() => void save()}
                    >
                        {taken ? (
                            <FormattedMessage
                                id='token_audit.people.roles.take'
                                defaultMessage='Take the right away'
                            />
                        ) : !held.create && wanted.create ? (
                            <FormattedMessage
                                id='token_audit.people.roles.give'
                                defaultMessage='Give the right'
                            />
                        ) : (
                            <FormattedMessage
                                id='token_audit.people.roles.save'
                                defaultMessage='Save'
                            />
                        )}
                    </button>
                </>
            }
        >
            <RoleError step={step}/>
            <div className='TokenAudit__person'>
                <OwnerCell
                    owner={owner}
                    userId={owner.id}
                />
            </div>
            <RightChoices
                owner={owner}
                wanted={wanted}
                onWanted={setWanted}
                disabled={step.step === 'saving'}
            />
            <RoleConsequences
                owner={owner}
                held={held}
                wanted={wanted}
                right={right}
                active={active}
            />
        </Dialog>
    );
}
