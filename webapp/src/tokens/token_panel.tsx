import React, {useEffect} from 'react';
import {defineMessages, FormattedMessage, useIntl} from 'react-intl';

import {actionNames} from '../bulk/bulk_messages.ts';
import {FindingList} from '../findings/finding_list.tsx';
import {Description} from '../shared/description.tsx';
import {Moment} from '../shared/moment.tsx';
import {OwnerCell} from '../shared/owner_cell.tsx';
import {Fact, Section, SidePanel} from '../shared/side_panel.tsx';

import {LastSeen, lastSeenHelp} from './last_seen.tsx';
import {TokenState} from './token_state.tsx';

import type {TokenEventKind} from '../../../server-bridge/audits/token_event.ts';
import type {TokenAction} from '../../../server-bridge/bulk/token_action.ts';
import type {Row} from '../../../server-bridge/inventory/inventory.ts';
import type {InventorySnapshot} from './inventory_store.ts';

const eventNames = defineMessages({
    created: {id: 'token_audit.event.created', defaultMessage: 'Created'},
    revoked: {id: 'token_audit.event.revoked', defaultMessage: 'Revoked'},
    deactivated: {id: 'token_audit.event.deactivated', defaultMessage: 'Deactivated'},
    activated: {id: 'token_audit.event.activated', defaultMessage: 'Activated'},
} satisfies Record<TokenEventKind, {id: string; defaultMessage: string}>);

interface Props {
    snapshot: InventorySnapshot;
    row: Row;
    onAction: (action: TokenAction, row: Row) => void;
    onOpen: (tokenId: string) => void;

    /** Shows what a log tells of it. */
    onShowEvents: (tokenId: string) => void;
    onClose: () => void;

    /** Asks for the names of these people. */
    onNames: (userIds: string[]) => void;
}

/** Everything known about one token. */
export function TokenPanel({snapshot, row, onAction, onOpen, onShowEvents, onClose, onNames}: Props) {
    const {inventory, findings, events, awaiting_audits: awaitingAudits} = snapshot;
    const {formatMessage} = useIntl();
    const id = inventory.ids.get(row);
    const history = events.filter((event) => event.token_id === id);
    const actors = [...new Set(history.map(({actor_id}) => actor_id))].join();
    useEffect(() => onNames(actors.split(',').filter(Boolean)), [actors, onNames]);
    const siblings = inventory.rowsOfOwner(inventory.ownerIndex(row)).filter((other) => other !== row);
    const sessions = inventory.sessions(row);
    const nameOf = (userId: string) => {
        const owner = inventory.ownerById(userId) ?? snapshot.people.get(userId);
        return owner ? `@${owner.username}` : userId;
    };
    return (
        <SidePanel
            label={formatMessage({id: 'token_audit.panel.label', defaultMessage: 'Token details'})}
            title={<Description text={inventory.descriptions[row] ?? ''}/>}
            subject={id}
            onClose={onClose}
        >
            <div className='TokenAudit__panel-owner'>
                <OwnerCell
                    owner={inventory.owner(row)}
                    userId={inventory.userId(row)}
                />
            </div>
            <div className='TokenAudit__panel-actions'>
                {(inventory.isActive(row) ? ['deactivate', 'revoke'] as const : ['activate', 'revoke'] as const).map((action) => (
                    <button
                        key={action}
                        type='button'
                        className={`btn btn-sm btn-tertiary ${action === 'revoke' ? 'btn-danger' : ''}`}
                        onClick={() => onAction(action, row)}
                    >
                        <FormattedMessage {...actionNames[action]}/>
                    </button>
                ))}
                <button
                    type='button'
                    className='btn btn-sm btn-tertiary'
                    onClick={() => onShowEvents(id)}
                >
                    <FormattedMessage
                        id='token_audit.panel.show_events'
                        defaultMessage='Its events in the log'
                    />
                </button>
            </div>
            <dl className='TokenAudit__facts'>
                <Fact name={formatMessage({id: 'token_audit.panel.state', defaultMessage: 'State'})}>
                    <TokenState active={inventory.isActive(row)}/>
                </Fact>
                <Fact name={formatMessage({id: 'token_audit.panel.id', defaultMessage: 'Token ID'})}>
                    <code className='TokenAudit__id'>{id}</code>
                </Fact>
                <Fact name={formatMessage({id: 'token_audit.panel.created', defaultMessage: 'Created'})}>
                    <Created
                        snapshot={snapshot}
                        row={row}
                        nameOf={nameOf}
                    />
                </Fact>
                {inventory.expiresAt(row) !== undefined && (
                    <Fact name={formatMessage({id: 'token_audit.panel.expires', defaultMessage: 'Expires'})}>
                        {inventory.expiresAt(row) ? <Moment at={inventory.expiresAt(row) ?? 0}/> : (
                            <FormattedMessage
                                id='token_audit.table.never'
                                defaultMessage='Never'
                            />
                        )}
                    </Fact>
                )}
                <Fact name={formatMessage({id: 'token_audit.panel.last_seen', defaultMessage: 'Last seen (at least)'})}>
                    <LastSeen
                        at={inventory.lastSeen(row)}
                        sessions={0}
                    />
                    <div className='TokenAudit__muted TokenAudit__small'><FormattedMessage {...lastSeenHelp}/></div>
                </Fact>
            </dl>
            <Section title={formatMessage({id: 'token_audit.panel.findings', defaultMessage: 'Findings'})}>
                <FindingList
                    findings={findings.of(row)}
                    partial={awaitingAudits || sessions === undefined || inventory.lifecycle(row) === undefined}
                />
            </Section>
            {sessions && sessions.length > 0 && (
                <Section title={formatMessage({id: 'token_audit.panel.sessions', defaultMessage: 'Sessions'})}>
                    <ul className='TokenAudit__lines'>
                        {sessions.map((session) => (
                            <li key={session.id}>
                                <FormattedMessage
                                    id='token_audit.panel.session'
                                    defaultMessage='Begun {begun}, seen {seen}'
                                    values={{begun: <Moment at={session.create_at}/>, seen: <Moment at={session.last_activity_at}/>}}
                                />
                            </li>
                        ))}
                    </ul>
                </Section>
            )}
            <Section title={formatMessage({id: 'token_audit.panel.history', defaultMessage: 'History'})}>
                <ul className='TokenAudit__lines'>
                    {history.map((event) => (
                        <li key={event.id}>
                            <FormattedMessage
                                id='token_audit.panel.event'
                                defaultMessage='{what} {when} by {who} from {where}'
                                values={{
                                    what: <strong>{formatMessage(eventNames[event.kind])}</strong>,
                                    when: <Moment at={event.at}/>,
                                    who: nameOf(event.actor_id),
                                    where: event.ip_address || '?',
                                }}
                            />
                        </li>
                    ))}
                    <HistoryEnd
                        snapshot={snapshot}
                        isEmpty={history.length === 0}
                    />
                </ul>
            </Section>
            {siblings.length > 0 && (
                <Section title={formatMessage({id: 'token_audit.panel.siblings', defaultMessage: 'Other tokens of this owner'})}>
                    <ul className='TokenAudit__lines'>
                        {siblings.slice(0, 50).map((other) => (
                            <li key={other}>
                                <button
                                    type='button'
                                    className='TokenAudit__open'
                                    onClick={() => onOpen(inventory.ids.get(other))}
                                >
                                    <Description text={inventory.descriptions[other] ?? ''}/>
                                </button>
                                {' '}
                                <TokenState active={inventory.isActive(other)}/>
                            </li>
                        ))}
                        {siblings.length > 50 && (
                            <li className='TokenAudit__muted'>
                                <FormattedMessage
                                    id='token_audit.panel.more_siblings'
                                    defaultMessage='and {count, number} more'
                                    values={{count: siblings.length - 50}}
                                />
                            </li>
                        )}
                    </ul>
                </Section>
            )}
        </SidePanel>
    );
}

/** What the history leaves out, or that it is still read; nothing where it is whole. */
function HistoryEnd({snapshot: {reach, awaiting_audits: awaitingAudits}, isEmpty}: {snapshot: InventorySnapshot; isEmpty: boolean}) {
    if (reach.complete && !isEmpty && !awaitingAudits) {
        return null;
    }
    return (
        <li className='TokenAudit__muted'>
            {awaitingAudits ? (
                <FormattedMessage
                    id='token_audit.panel.history_reading'
                    defaultMessage='Reading the audits …'
                />
            ) : reach.complete ? (
                <FormattedMessage
                    id='token_audit.panel.history_none'
                    defaultMessage='The server’s audits say nothing of this token.'
                />
            ) : reach.back_to === undefined ? (
                <FormattedMessage
                    id='token_audit.panel.history_unread'
                    defaultMessage='The audits were not read.'
                />
            ) : (
                <FormattedMessage
                    id='token_audit.panel.history_since'
                    defaultMessage='Audits were read back to {since}; what was before is not known.'
                    values={{since: <Moment at={reach.back_to}/>}}
                />
            )}
        </li>
    );
}

function Created({snapshot: {inventory, reach, awaiting_audits: awaitingAudits}, row, nameOf}: {snapshot: InventorySnapshot; row: Row; nameOf: (userId: string) => string}) {
    const created = inventory.lifecycle(row)?.created;
    if (!created) {
        return (
            <span className='TokenAudit__muted'>
                {awaitingAudits ? '…' : reach.back_to === undefined && !reach.complete ? (
                    <FormattedMessage
                        id='token_audit.panel.created_unread'
                        defaultMessage='Unknown: the audits were not read'
                    />
                ) : (
                    <FormattedMessage
                        id='token_audit.panel.created_unknown'
                        defaultMessage='Unknown: before the audits that were read'
                    />
                )}
            </span>
        );
    }
    return (
        <FormattedMessage
            id='token_audit.panel.created_by'
            defaultMessage='{when} by {who}'
            values={{when: <Moment at={created.at}/>, who: nameOf(created.actor_id)}}
        />
    );
}
