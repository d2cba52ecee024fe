import {useCallback, useEffect, useState} from 'react';

import {loadMyTokens} from '../../../server-bridge/my_tokens/load_my_tokens.ts';
import {DEFAULT_REMINDER_DAYS, readReminder} from '../../../server-bridge/my_tokens/reminder.ts';
import {readRotations} from '../../../server-bridge/my_tokens/rotations.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';

import type {MyTokens} from '../../../server-bridge/my_tokens/load_my_tokens.ts';
import type {ReminderDays} from '../../../server-bridge/my_tokens/reminder.ts';
import type {Rotation} from '../../../server-bridge/my_tokens/rotations.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';

/** What the pane shows. */
export interface Mine {
    all: MyTokens;

    /** Unfinished ones, whose tokens both still exist. */
    rotations: Rotation[];
    reminder: ReminderDays;
}

export interface MineState {

    /** The last answer, also while the next one is asked for or after that failed. */
    mine: Mine | undefined;
    loading: boolean;
    error: RestErrorKind | undefined;
}

/** The user's tokens, and how to ask anew. */
export function useMyTokens(client: RestClient): [MineState, () => void] {
    const [state, setState] = useState<MineState>({mine: undefined, loading: true, error: undefined});
    const [asked, setAsked] = useState(0);

    useEffect(() => {
        const abort = new AbortController();
        setState((before) => ({...before, loading: true}));
        load(client.abortable(abort.signal)).then(
            (mine) => setState({mine, loading: false, error: undefined}),
            (error: unknown) => {
                if (!abort.signal.aborted) {
                    setState((before) => ({...before, loading: false, error: toRestError(error).kind}));
                }
            },
        );
        return () => abort.abort();
    }, [client, asked]);

    return [state, useCallback(() => setAsked((times) => times + 1), [])];
}

async function load(client: RestClient): Promise<Mine> {
    // Without the preferences the tokens are still worth showing; those of a newer version are left alone.
    const [all, rotations, reminder] = await Promise.all([
        loadMyTokens(client),
        readRotations(client).catch(() => []),
        readReminder(client).catch(() => DEFAULT_REMINDER_DAYS),
    ]);
    const exists = new Set(all.tokens.map(({token}) => token.id));
    return {all, rotations: rotations.filter(({old_id, new_id}) => exists.has(old_id) && exists.has(new_id)), reminder};
}
