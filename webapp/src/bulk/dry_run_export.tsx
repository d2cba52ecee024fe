import React from 'react';
import {FormattedMessage} from 'react-intl';

import {dryRunToJson, dryRunToMarkdown} from '../../../server-bridge/bulk/dry_run_export.ts';
import {renderOwnerMessage} from '../../../server-bridge/bulk/owner_message.ts';

import {download} from './download.ts';

import type {DryRun} from '../../../server-bridge/bulk/dry_run.ts';
import type {BulkServices} from './bulk_services.ts';
import type {Recipients} from './use_recipients.ts';

interface Props {
    dry: DryRun;
    services: BulkServices | undefined;
    reason: string;
    recipients: Recipients;
}

/** The plan as a file, for a change ticket. */
export function DryRunExport({dry, services, reason, recipients}: Props) {
    const busy = !services || recipients.state === 'reading';
    const details = () => ({
        at: Date.now(),
        by: services?.me.username ?? '',
        reason,
        messages: recipients.state !== 'read' || !services ? [] : recipients.recipients.filter(({cannot_tell: not}) => !not).map(({user_id, username, tokens}) => ({
            user_id,
            username,
            message: renderOwnerMessage(services.settings.owner_message, {action: dry.action, reason, admin: services.me.username, tokens}),
        })),
    });
    return (
        <p className='TokenAudit__export'>
            <span className='TokenAudit__muted'>
                <FormattedMessage
                    id='token_audit.bulk.export'
                    defaultMessage='Save this plan, for a ticket:'
                />
            </span>
            <button
                type='button'
                className='TokenAudit__link'
                disabled={busy}
                onClick={() => download(`token-audit-plan-${dry.action}.md`, 'text/markdown', dryRunToMarkdown(dry, details()))}
            >
                {'Markdown'}
            </button>
            <button
                type='button'
                className='TokenAudit__link'
                disabled={busy}
                onClick={() => download(`token-audit-plan-${dry.action}.json`, 'application/json', dryRunToJson(dry, details()))}
            >
                {'JSON'}
            </button>
        </p>
    );
}
