import {useEffect, useMemo, useState} from 'react';

import {resolveRecipients} from '../../../server-bridge/bulk/recipients.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';

import type {PlannedToken} from '../../../server-bridge/bulk/dry_run.ts';
import type {Recipient} from '../../../server-bridge/bulk/recipients.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';

export type Recipients =
    | {state: 'none' | 'reading'}
    | {state: 'read'; recipients: Recipient[]}
    | {state: 'failed'; error: RestErrorKind};

/** Who would be told, read once it is wanted. */
export function useRecipients(client: RestClient, tokens: PlannedToken[], wanted: boolean): Recipients {
    const [read, setRead] = useState<Recipients>({state: 'reading'});

    // Whose tokens they are does not change with what else is learnt of them.
    const ids = useMemo(() => tokens.map(({id}) => id).join(), [tokens]);
    useEffect(() => {
        if (!wanted) {
            return undefined;
        }
        const abort = new AbortController();
        setRead({state: 'reading'});
        resolveRecipients(client.abortable(abort.signal), tokens).then(
            (recipients) => setRead({state: 'read', recipients}),
            (error: unknown) => !abort.signal.aborted && setRead({state: 'failed', error: toRestError(error).kind}),
        );
        return () => abort.abort();
        // eslint-disable-next-line react-hooks/exhaustive-deps -- the ids stand for the tokens
    }, [client, ids, wanted]);
    return wanted ? read : {state: 'none'};
}
