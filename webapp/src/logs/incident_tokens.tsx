import React, {useState} from 'react';
import {defineMessages, FormattedMessage, useIntl} from 'react-intl';

import {confirmations} from '../bulk/bulk_messages.ts';
import {FindingMarks} from '../findings/finding_marks.tsx';
import {LastSeen} from '../tokens/last_seen.tsx';
import {TokenState} from '../tokens/token_state.tsx';

import {UnlistedToken} from './unlisted_token.tsx';

import type {Level} from '../../../server-bridge/attribution/attribution.ts';
import type {Row} from '../../../server-bridge/inventory/inventory.ts';
import type {IncidentRow} from '../../../server-bridge/log_analysis/log_query.ts';
import type {InventorySnapshot} from '../tokens/inventory_store.ts';
import type {Known} from './known.ts';

/** More candidates than this nobody weighs one by one. */
const SHOWN = 50;

/** Why acting on these tokens may hit the wrong ones. */
export const actionWarnings: Partial<Record<Level, {id: string; defaultMessage: string}>> = defineMessages({
    likely: {id: 'token_audit.logs.warn.likely', defaultMessage: 'It is likely, not certain, that this token is behind the requests: look at the evidence first.'},
    candidates: {id: 'token_audit.logs.warn.candidates', defaultMessage: 'Which of these tokens made the requests is not known: acting on all of them also stops tokens that had no part in it.'},
});

export type IncidentAction = 'deactivate' | 'revoke' | 'tell';

interface Props {
    incident: IncidentRow;
    known: Known;
    snapshot: InventorySnapshot;
    onAction: (action: IncidentAction, rows: Row[]) => void;
    onOpenToken: (tokenId: string) => void;

    /** Reads the page's list of tokens anew. */
    onReload: () => void;
}

/** The tokens that an incident names, and what can be done to those that are ticked. Of candidates none is ticked: nobody acts on them by accident. */
export function IncidentTokens({incident: {token_ids: ids, token_count: total, level, is_awaited: isAwaited}, known, snapshot, onAction, onOpenToken, onReload}: Props) {
    const {formatMessage} = useIntl();
    const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
    const {inventory, findings} = snapshot;
    const isChoice = ids.length > 1 || level === 'candidates';

    // Not kept from the beginning on: whose requests they were may only be found out while this is open.
    const isTicked = (id: string) => !isChoice || (chosen.get(id) ?? level !== 'candidates');
    const rows = ids.filter(isTicked).flatMap((id) => known.token(id)?.row ?? []);
    const active = rows.filter((row) => inventory.isActive(row)).length;
    const warning = actionWarnings[level];
    if (ids.length === 0) {
        return (
            <p className='TokenAudit__muted'>
                {isAwaited ? '…' : (
                    <FormattedMessage
                        id='token_audit.logs.no_token'
                        defaultMessage='No token can be named, so there is nothing to deactivate here.'
                    />
                )}
            </p>
        );
    }
    return (
        <>
            <ul className='TokenAudit__cards'>
                {ids.slice(0, SHOWN).map((id) => {
                    const token = known.token(id);
                    const row = token?.row;
                    const name = token?.description || id;
                    return (
                        <li key={id}>
                            {row !== undefined && isChoice && (
                                <input
                                    type='checkbox'
                                    checked={isTicked(id)}
                                    aria-label={formatMessage({id: 'token_audit.logs.tick', defaultMessage: 'Act on {name}'}, {name})}
                                    onChange={() => setChosen(new Map([...chosen, [id, !isTicked(id)]]))}
                                />
                            )}
                            <div className='TokenAudit__card'>
                                {row === undefined ? (
                                    <UnlistedToken
                                        name={name}
                                        isGone={token !== undefined}
                                        load={snapshot.load}
                                        onReload={onReload}
                                    />
                                ) : (
                                    <>
                                        <button
                                            type='button'
                                            className='TokenAudit__open'
                                            title={formatMessage({id: 'token_audit.logs.open_token', defaultMessage: 'Open in Tokens'})}
                                            onClick={() => onOpenToken(id)}
                                        >
                                            <bdi>{name}</bdi>
                                        </button>
                                        <span className='TokenAudit__card-facts'>
                                            <TokenState active={inventory.isActive(row)}/>
                                            <span className='TokenAudit__muted'>
                                                <FormattedMessage
                                                    id='token_audit.logs.seen'
                                                    defaultMessage='Last seen: {seen}'
                                                    values={{
                                                        seen: (
                                                            <LastSeen
                                                                at={inventory.lastSeen(row)}
                                                                sessions={0}
                                                            />
                                                        ),
                                                    }}
                                                />
                                            </span>
                                            <FindingMarks
                                                findings={findings.of(row)}
                                                partial={inventory.sessions(row) === undefined}
                                            />
                                        </span>
                                    </>
                                )}
                                <code className='TokenAudit__id'>{id}</code>
                            </div>
                        </li>
                    );
                })}
            </ul>
            {total > SHOWN && (
                <p className='TokenAudit__muted'>
                    <FormattedMessage
                        id='token_audit.panel.more_siblings'
                        defaultMessage='and {count, number} more'
                        values={{count: total - SHOWN}}
                    />
                </p>
            )}
            {warning && <p className='TokenAudit__banner'><FormattedMessage {...warning}/></p>}
            <div className='TokenAudit__panel-actions'>
                {active > 0 && (
                    <button
                        type='button'
                        className='btn btn-sm btn-tertiary'
                        onClick={() => onAction('deactivate', rows)}
                    >
                        <FormattedMessage
                            {...confirmations.deactivate}
                            values={{count: active}}
                        />
                    </button>
                )}
                <button
                    type='button'
                    className='btn btn-sm btn-tertiary btn-danger'
                    disabled={rows.length === 0}
                    onClick={() => onAction('revoke', rows)}
                >
                    <FormattedMessage
                        {...confirmations.revoke}
                        values={{count: rows.length}}
                    />
                </button>
                <button
                    type='button'
                    className='btn btn-sm btn-tertiary'
                    disabled={rows.length === 0}
                    onClick={() => onAction('tell', rows)}
                >
                    <FormattedMessage
                        id='token_audit.logs.tell'
                        defaultMessage='Tell the owner'
                    />
                </button>
            </div>
        </>
    );
}
