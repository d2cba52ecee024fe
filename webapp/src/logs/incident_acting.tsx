import React, {useState} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {planBulk} from '../../../server-bridge/bulk/plan.ts';
import {BulkDialog} from '../bulk/bulk_dialog.tsx';

import {actionWarnings} from './incident_tokens.tsx';
import {reasonNames} from './log_messages.ts';
import {TellDialog} from './tell_dialog.tsx';

import type {Row} from '../../../server-bridge/inventory/inventory.ts';
import type {IncidentRow} from '../../../server-bridge/log_analysis/log_query.ts';
import type {InventoryStore} from '../tokens/inventory_store.ts';
import type {IncidentAction} from './incident_tokens.tsx';

/** What somebody is about to do to the tokens of an incident, as it was when they asked for it. */
export interface Acting {
    action: IncidentAction;
    rows: readonly Row[];
    incident: IncidentRow;
}

interface Props {
    acting: Acting;
    inventory: InventoryStore;
    onClose: () => void;
}

/** The dialog of an action. It says first how sure it is that these are the right tokens. */
export function IncidentActing({acting: {action, rows, incident}, inventory: store, onClose}: Props) {
    const {formatMessage} = useIntl();
    const {inventory} = store.getSnapshot();
    const [plan] = useState(() => (action === 'tell' ? undefined : planBulk(inventory, rows, action)));
    const [tokens] = useState(() => rows.map((row) => ({id: inventory.ids.get(row), user_id: inventory.userId(row), description: inventory.descriptions[row] ?? ''})));
    const message = actionWarnings[incident.level];
    const warning = message && <FormattedMessage {...message}/>;
    return plan ? (
        <BulkDialog
            plan={plan}
            store={store}
            warning={warning}
            onClose={onClose}
        />
    ) : (
        <TellDialog
            client={store.client}
            tokens={tokens}
            reason={formatMessage(reasonNames[incident.reason])}
            warning={warning}
            ownerName={(id) => inventory.ownerById(id)?.username ?? id}
            onClose={onClose}
        />
    );
}
