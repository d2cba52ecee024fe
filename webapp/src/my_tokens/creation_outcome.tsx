import React from 'react';

import {LostTokens} from './lost_tokens.tsx';
import {SecretStep} from './secret_step.tsx';

import type {Creation} from '../../../server-bridge/my_tokens/create_token.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestError} from '../../../server-bridge/rest/rest_error.ts';

/** Where a dialog that makes a token stands. */
export type CreationState = 'asking' | 'creating' | Creation | RestError;

export function isCreation(state: CreationState): state is Creation {
    return typeof state === 'object' && !(state instanceof Error);
}

/** What a creation brought: the secret, shown once, or a token whose secret was lost on the way. */
export function CreationOutcome({client, userId, creation, onDone}: {client: RestClient; userId: string; creation: Creation; onDone: () => void}) {
    return creation.kind === 'created' ? (
        <SecretStep
            client={client}
            userId={userId}
            token={creation.token}
            secret={creation.secret}
            onStored={onDone}
        />
    ) : (
        <LostTokens
            client={client}
            tokens={creation.tokens}
            onClose={onDone}
        />
    );
}
