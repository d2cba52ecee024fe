import React from 'react';

import {LostTokens} from './lost_tokens.tsx';
import {SecretStep} from './secret_step.tsx';
import {UnclearCreation} from './unclear_creation.tsx';

import type {Creation} from '../../../server-bridge/my_tokens/create_token.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestError} from '../../../server-bridge/rest/rest_error.ts';

/** Where a dialog that makes a token stands. */
export type CreationState = 'asking' | 'creating' | Creation | RestError;

export function isCreation(state: CreationState): state is Creation {
    return typeof state === 'object' && !(state instanceof Error);
}

interface Props {
    client: RestClient;
    userId: string;
    creation: Creation;

    /** A second look found out what an unclear one brought. */
    onFound: (found: Creation | RestError) => void;
    onDone: () => void;
}

/** What a creation brought: the secret, shown once, or a token whose secret was lost on the way, or the question whether there is one. */
export function CreationOutcome({client, userId, creation, onFound, onDone}: Props) {
    switch (creation.kind) {
    case 'created':
        return (
            <SecretStep
                client={client}
                userId={userId}
                token={creation.token}
                secret={creation.secret}
                onStored={onDone}
            />
        );
    case 'lost':
        return (
            <LostTokens
                client={client}
                tokens={creation.tokens}
                onClose={onDone}
            />
        );
    case 'unclear':
        return (
            <UnclearCreation
                creation={creation}
                onFound={onFound}
                onClose={onDone}
            />
        );
    }
}
