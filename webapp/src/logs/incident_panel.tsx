import React from 'react';
import {FormattedMessage, FormattedNumber, useIntl} from 'react-intl';

import {Moment} from '../shared/moment.tsx';
import {OwnerCell} from '../shared/owner_cell.tsx';
import {Fact, Section, SidePanel} from '../shared/side_panel.tsx';

import {IncidentEvents} from './incident_events.tsx';
import {IncidentTokens} from './incident_tokens.tsx';
import {Fingerprint, IncidentWho} from './incident_who.tsx';
import {LevelMark} from './level_mark.tsx';
import {reasonMeanings, reasonNames, sureness} from './log_messages.ts';
import {LogText} from './log_text.tsx';
import {ReportButtons} from './report_buttons.tsx';

import type {Row} from '../../../server-bridge/inventory/inventory.ts';
import type {ContextLine} from '../../../server-bridge/log_analysis/log_query.ts';
import type {InventorySnapshot} from '../tokens/inventory_store.ts';
import type {IncidentAction} from './incident_tokens.tsx';
import type {Known} from './known.ts';
import type {OpenIncident} from './log_snapshot.ts';

const PEOPLE_SHOWN = 10;

interface Props {
    detail: OpenIncident;
    known: Known;
    snapshot: InventorySnapshot;
    server: string;
    contextOf: (source: number, line: number) => Promise<ContextLine[]>;
    onAction: (action: IncidentAction, rows: Row[]) => void;
    onOpenToken: (tokenId: string) => void;

    /** Reads the page's list of tokens anew. */
    onReload: () => void;

    /** Narrows the log to one address or path. */
    onNarrow: (by: {address: string} | {path: string}) => void;
    onClose: () => void;
}

/** Everything known about one incident, and what can be done about it. */
export function IncidentPanel({detail, known, snapshot, server, contextOf, onAction, onOpenToken, onReload, onNarrow, onClose}: Props) {
    const {incident, events, opened} = detail;
    const {reason, user_ids: userIds, evidence, count, first, last, addresses, paths, fingerprint} = incident;
    const {formatMessage} = useIntl();

    return (
        <SidePanel
            label={formatMessage({id: 'token_audit.logs.panel', defaultMessage: 'Incident details'})}
            title={<FormattedMessage {...reasonNames[reason]}/>}
            subject={opened}
            className='TokenAudit__panel--incident'
            onClose={onClose}
        >
            <p className='TokenAudit__muted'><FormattedMessage {...reasonMeanings[reason]}/></p>
            <ReportButtons
                key={opened}
                detail={detail}
                known={known}
                snapshot={snapshot}
                server={server}
            />
            <Section title={formatMessage({id: 'token_audit.logs.panel.who', defaultMessage: 'Who'})}>
                <div className='TokenAudit__people'>
                    {userIds.length === 0 && (
                        <IncidentWho
                            incident={incident}
                            known={known}
                        />
                    )}
                    {userIds.slice(0, PEOPLE_SHOWN).map((id) => (
                        <div
                            key={id}
                            className='TokenAudit__panel-owner'
                        >
                            <OwnerCell
                                owner={known.owner(id)}
                                userId={id}
                            />
                        </div>
                    ))}
                    {userIds.length > PEOPLE_SHOWN && (
                        <span className='TokenAudit__muted'>
                            <FormattedMessage
                                id='token_audit.panel.more_siblings'
                                defaultMessage='and {count, number} more'
                                values={{count: userIds.length - PEOPLE_SHOWN}}
                            />
                        </span>
                    )}
                </div>
            </Section>
            <Section title={formatMessage({id: 'token_audit.logs.panel.evidence', defaultMessage: 'How sure, and why'})}>
                <p className='TokenAudit__sure'>
                    <LevelMark of={incident}/>
                    <span><FormattedMessage {...sureness(incident).means}/></span>
                </p>
                <ul className='TokenAudit__evidence'>
                    {evidence.map((sentence, i) => (
                        <li key={i}>
                            <LogText
                                text={sentence}
                                max={500}
                            />
                        </li>
                    ))}
                </ul>
            </Section>
            <Section title={formatMessage({id: 'token_audit.logs.panel.token', defaultMessage: 'Token'})}>
                <IncidentTokens
                    key={opened}
                    incident={incident}
                    known={known}
                    snapshot={snapshot}
                    onAction={onAction}
                    onOpenToken={onOpenToken}
                    onReload={onReload}
                />
                {fingerprint && <Fingerprint fingerprint={fingerprint}/>}
            </Section>
            <Section title={formatMessage({id: 'token_audit.logs.panel.requests', defaultMessage: 'Requests'})}>
                <dl className='TokenAudit__facts'>
                    <Fact name={formatMessage({id: 'token_audit.logs.panel.count', defaultMessage: 'Count'})}><FormattedNumber value={count}/></Fact>
                    {first !== null && <Fact name={formatMessage({id: 'token_audit.logs.panel.first', defaultMessage: 'First'})}><Moment at={first}/></Fact>}
                    {last !== null && <Fact name={formatMessage({id: 'token_audit.logs.panel.last', defaultMessage: 'Last'})}><Moment at={last}/></Fact>}
                    <Fact name={formatMessage({id: 'token_audit.logs.panel.addresses', defaultMessage: 'Addresses'})}>
                        <Counted
                            values={addresses}
                            onChoose={(address) => onNarrow({address})}
                        />
                    </Fact>
                    <Fact name={formatMessage({id: 'token_audit.logs.panel.paths', defaultMessage: 'Paths'})}>
                        <Counted
                            values={paths}
                            onChoose={(path) => onNarrow({path})}
                        />
                    </Fact>
                </dl>
                <IncidentEvents
                    key={opened}
                    events={events}
                    total={count}
                    contextOf={contextOf}
                />
            </Section>
        </SidePanel>
    );
}

/** Values with how often they were seen; a click shows only those. */
function Counted({values, onChoose}: {values: ReadonlyArray<[string, number]>; onChoose: (value: string) => void}) {
    const {formatMessage} = useIntl();
    if (values.length === 0) {
        return (
            <span className='TokenAudit__muted'>
                <FormattedMessage
                    id='token_audit.logs.not_in_log'
                    defaultMessage='Not in the log'
                />
            </span>
        );
    }
    return (
        <ul>
            {values.map(([value, count]) => (
                <li key={value}>
                    <button
                        type='button'
                        className='TokenAudit__open'
                        title={formatMessage({id: 'token_audit.logs.only_these', defaultMessage: 'Show only these'})}
                        onClick={() => onChoose(value)}
                    >
                        <LogText text={value}/>
                    </button>
                    {' '}
                    <span className='TokenAudit__muted'><FormattedNumber value={count}/></span>
                </li>
            ))}
        </ul>
    );
}
