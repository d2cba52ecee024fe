import React, {useState} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {Dialog} from '../shared/dialog.tsx';
import {download} from '../shared/download.ts';

import {exportIncident} from './incident_export.ts';
import {reasonMeanings, reasonNames, sureness} from './log_messages.ts';
import {tracedToken, traceReport} from './trace_report.ts';

import type {IncidentDetail} from '../../../server-bridge/log_analysis/log_query.ts';
import type {InventorySnapshot} from '../tokens/inventory_store.ts';
import type {Known} from './known.ts';

interface Props {
    detail: IncidentDetail;
    known: Known;
    snapshot: InventorySnapshot;

    /** The server's address. */
    server: string;
}

/** An incident to take away: as Markdown for a ticket, or as a file. */
export function ReportButtons({detail, known, snapshot: {inventory}, server}: Props) {
    const {formatMessage} = useIntl();
    const [copied, setCopied] = useState(false);
    const [shown, setShown] = useState<string>();
    const {incident} = detail;

    const report = () => traceReport({
        ...detail,
        words: {
            reason: formatMessage(reasonNames[incident.reason]),
            reason_means: formatMessage(reasonMeanings[incident.reason]),
            level: formatMessage(sureness(incident).name),
            level_means: formatMessage(sureness(incident).means),
        },
        username: (id) => known.owner(id)?.username,
        tokens: incident.token_ids.map((id) => tracedToken(id, known, (row) => inventory.isActive(row))),
        server,
        made_at: Date.now(),
    });
    const copy = async () => {
        const text = report();
        try {
            await navigator.clipboard.writeText(text);
            setCopied(true);
        } catch {
            // Without HTTPS, or where the browser refuses, people copy it themselves.
            setShown(text);
        }
    };
    const save = (format: 'csv' | 'json') => download(`token-audit-incident.${format}`, format, exportIncident(detail, format, known.owner));

    return (
        <div className='TokenAudit__panel-actions'>
            <button
                type='button'
                className='btn btn-sm btn-tertiary'
                onClick={() => void copy()}
            >
                <FormattedMessage
                    id='token_audit.logs.report.copy'
                    defaultMessage='Copy report'
                />
            </button>
            {(['csv', 'json'] as const).map((format) => (
                <button
                    key={format}
                    type='button'
                    className='btn btn-sm btn-tertiary'
                    onClick={() => save(format)}
                >
                    <FormattedMessage
                        id='token_audit.logs.report.export'
                        defaultMessage='Export {format}'
                        values={{format: format.toUpperCase()}}
                    />
                </button>
            ))}
            <span
                className='TokenAudit__muted TokenAudit__copied'
                role='status'
            >
                {copied && (
                    <FormattedMessage
                        id='token_audit.logs.report.copied'
                        defaultMessage='Copied'
                    />
                )}
            </span>
            {shown !== undefined && (
                <Dialog
                    title={
                        <FormattedMessage
                            id='token_audit.logs.report.title'
                            defaultMessage='Report for a ticket'
                        />
                    }
                    onClose={() => setShown(undefined)}
                    footer={null}
                >
                    <p>
                        <FormattedMessage
                            id='token_audit.logs.report.by_hand'
                            defaultMessage='The browser does not let this page copy. Select the text and copy it.'
                        />
                    </p>
                    <textarea
                        className='form-control TokenAudit__paste'
                        rows={14}
                        readOnly={true}
                        value={shown}
                        aria-label={formatMessage({id: 'token_audit.logs.report.text', defaultMessage: 'Report in Markdown'})}
                        onFocus={(event) => event.target.select()}
                    />
                </Dialog>
            )}
        </div>
    );
}
