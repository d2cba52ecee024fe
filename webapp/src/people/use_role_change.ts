import {useEffect, useState} from 'react';

import {changeRoles, roleChange} from '../../../server-bridge/people/change_roles.ts';
import {CREATE_ROLE, postReach} from '../../../server-bridge/people/create_right.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';

import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {PostReach} from '../../../server-bridge/people/create_right.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestError} from '../../../server-bridge/rest/rest_error.ts';

/** What is chosen in the dialog. */
export interface WantedRights {
    create: boolean;
    post: PostReach;
}

export type RoleStep =
    | {step: 'choosing'}
    | {step: 'saving'}
    | {step: 'failed'; error: RestError}
    | {step: 'not_kept'; owner: Owner}
    | {step: 'saved'; owner: Owner};

/** Reads someone's tokens anew and answers how many are active. Rejects with RestError. */
export type ReadTokens = (owner: Owner) => Promise<number>;

/** One person's rights on their way from what they are to what is wanted. */
export function useRoleChange(client: RestClient, owner: Owner, giving: boolean, readTokens: ReadTokens) {
    const held: WantedRights = {create: owner.roles.includes(CREATE_ROLE), post: postReach(owner)};
    const [wanted, setWanted] = useState({...held, create: held.create || (giving && !owner.is_bot)});
    const [step, setStep] = useState<RoleStep>({step: 'choosing'});
    const [active, setActive] = useState<number>();
    const change = roleChange(owner, wanted);

    useEffect(() => {
        let gone = false;
        readTokens(owner).then((count) => !gone && setActive(count), () => undefined);
        return () => {
            gone = true;
        };
    }, [owner, readTokens]);

    const save = async (): Promise<void> => {
        setStep({step: 'saving'});
        try {
            const outcome = await changeRoles(client, owner.id, change);

            // A token made in the last moment counts too.
            setActive(await readTokens(owner).catch(() => active));
            setStep({step: outcome.done ? 'saved' : 'not_kept', owner: outcome.owner});
        } catch (error) {
            setStep({step: 'failed', error: toRestError(error)});
        }
    };

    return {held, wanted, setWanted, step, active, changes: change.give.length + change.take.length > 0, save};
}
