import React, {useCallback, useDeferredValue, useMemo, useState} from 'react';

import {planBulk} from '../../../server-bridge/bulk/plan.ts';
import {tokensOfUser} from '../../../server-bridge/people/change_roles.ts';
import {BulkDialog} from '../bulk/bulk_dialog.tsx';
import {TokenSwitch} from '../shared/token_switch.tsx';

import {FindPersonDialog} from './find_person_dialog.tsx';
import {PeopleEmpty} from './people_empty.tsx';
import {countGroups, everyone, personRows, queryPeople} from './people_rows.ts';
import {PeopleStatus} from './people_status.tsx';
import {PeopleTable} from './people_table.tsx';
import {PeopleToolbar} from './people_toolbar.tsx';
import {RightNotes} from './right_notes.tsx';
import {RolesDialog} from './roles_dialog.tsx';
import {usePeople} from './use_people.ts';
import './people.css';

import type {BulkPlan} from '../../../server-bridge/bulk/plan.ts';
import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {Token} from '../../../server-bridge/tokens/token.ts';
import type {InventorySnapshot, InventoryStore} from '../tokens/inventory_store.ts';

interface Props {
    store: InventoryStore;
    snapshot: InventorySnapshot;
    onShowTokens: (owner: Owner) => void;
}

/** The dialog that is open: a search for someone, their roles, or what is done to their tokens. */
type Open = {dialog: 'find'} | {dialog: 'roles'; owner: Owner; giving: boolean} | {dialog: 'tokens'; plan: BulkPlan};

/** Who may create tokens or post anywhere; the rights are given and taken away here. */
export function PeoplePage({store, snapshot, onShowTokens}: Props) {
    const {client} = store;
    const {inventory, version, load: tokenLoad} = snapshot;
    const {state, reload, set} = usePeople(client);
    const [query, setQuery] = useState(everyone);
    const [open, setOpen] = useState<Open>();
    const [changed, setChanged] = useState<Owner>();
    const counted = tokenLoad.phase === 'loaded' || tokenLoad.phase === 'verifying';

    // eslint-disable-next-line react-hooks/exhaustive-deps -- the inventory changes in place: its version says when
    const rows = useMemo(() => personRows(state.people, state.right, inventory), [state.people, state.right, inventory, version]);

    // Typing stays quick with many people: the table follows when there is time.
    const deferredQuery = useDeferredValue(query);
    const shown = useMemo(() => queryPeople(rows, deferredQuery, counted), [rows, deferredQuery, counted]);
    const counts = useMemo(() => countGroups(rows), [rows]);

    const readTokens = useCallback(async ({id}: Owner) => {
        const tokens = await tokensOfUser(client, id);
        const truth = new Map<string, Token | 'gone'>(inventory.rowsOfUser(id).map((row) => [inventory.ids.get(row), 'gone']));
        tokens.forEach((token) => truth.set(token.id, token));
        store.apply(truth);
        return tokens.filter(({is_active: active}) => active).length;
    }, [client, inventory, store]);

    const onChanged = (owner: Owner) => {
        set(owner);
        store.applyOwner(owner);
        setChanged(owner);
    };
    const close = () => setOpen(undefined);
    const reloadAll = () => {
        setChanged(undefined);
        reload();
        void store.load();
    };

    return (
        <>
            <div className='TokenAudit__notes'>
                {state.token_switch && <TokenSwitch state={state.token_switch}/>}
                {state.load.phase === 'read' && <RightNotes right={state.right}/>}
            </div>
            <PeopleToolbar
                query={query}
                onQuery={setQuery}
                counts={counts}
                counted={counted}
                reading={state.load.phase === 'reading'}
                onGive={() => setOpen({dialog: 'find'})}
                onReload={reloadAll}
            />
            <PeopleStatus
                state={state}
                total={rows.length}
                shown={shown.length}
                tokenLoad={tokenLoad}
                changed={changed}
                onReload={reload}
            />
            <PeopleTable
                rows={shown}
                query={query}
                onQuery={setQuery}
                counted={counted}
                onChange={(owner) => setOpen({dialog: 'roles', owner, giving: false})}
                onShowTokens={onShowTokens}
                empty={
                    <PeopleEmpty
                        load={state.load}
                        hasPeople={rows.length > 0}
                        uncounted={!counted && (query.group === 'unused' || query.group === 'without')}
                        onReload={reload}
                        onClearFilters={() => setQuery({...query, text: '', group: 'all'})}
                    />
                }
            />
            {open?.dialog === 'find' && (
                <FindPersonDialog
                    client={client}
                    onFound={(owner) => setOpen({dialog: 'roles', owner: state.people.get(owner.id) ?? owner, giving: true})}
                    onClose={close}
                />
            )}
            {open?.dialog === 'roles' && (
                <RolesDialog
                    client={client}
                    owner={open.owner}
                    giving={open.giving}
                    right={state.right}
                    readTokens={readTokens}
                    onChanged={onChanged}
                    onDeactivate={() => setOpen({dialog: 'tokens', plan: planBulk(inventory, inventory.rowsOfUser(open.owner.id), 'deactivate')})}
                    onClose={close}
                />
            )}
            {open?.dialog === 'tokens' && (
                <BulkDialog
                    plan={open.plan}
                    store={store}
                    onClose={close}
                />
            )}
        </>
    );
}
