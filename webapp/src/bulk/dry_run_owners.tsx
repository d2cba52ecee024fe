import React from 'react';
import {FormattedMessage} from 'react-intl';

import {Icon} from '../shared/icons.tsx';
import {OwnerCell} from '../shared/owner_cell.tsx';

import type {DryRun} from '../../../server-bridge/bulk/dry_run.ts';

/** The owners named one by one; with more, the rest is counted. */
const NAMED_OWNERS = 50;

/** Whom a change reaches, and how much of it is in use. */
export function DryRunOwners({dry: {action, owners, bots, in_use: inUse, not_known: notKnown, within_days: days}}: {dry: DryRun}) {
    return (
        <>
            {action !== 'activate' && inUse > 0 && (
                <p className='TokenAudit__banner TokenAudit__in-use'>
                    <Icon name='alert'/>
                    <FormattedMessage
                        id='token_audit.bulk.in_use'
                        defaultMessage='{inUse, plural, one {# of them was} other {# of them were}} seen in the last {days, plural, one {day} other {# days}}: this will probably break something.'
                        values={{inUse, days}}
                    />
                </p>
            )}
            {action !== 'activate' && notKnown > 0 && (
                <p className='TokenAudit__muted'>
                    <FormattedMessage
                        id='token_audit.bulk.in_use_unknown'
                        defaultMessage='Whether {count, plural, one {# of them is} other {# of them are}} in use is not known: {count, plural, one {its owner’s sessions are} other {their owners’ sessions are}} not read.'
                        values={{count: notKnown}}
                    />
                </p>
            )}
            <h3 className='TokenAudit__subheading'>
                <FormattedMessage
                    id='token_audit.bulk.owners'
                    defaultMessage='{owners, plural, one {# owner} other {# owners}}{bots, plural, =0 {} one {, # of them a bot} other {, # of them bots}}'
                    values={{owners: owners.length, bots}}
                />
            </h3>
            <ul className='TokenAudit__owners'>
                {owners.slice(0, NAMED_OWNERS).map(({user_id: userId, owner, tokens, in_use: used}) => (
                    <li key={userId}>
                        <OwnerCell
                            owner={owner}
                            userId={userId}
                        />
                        <span className='TokenAudit__owner-count'>
                            <FormattedMessage
                                id='token_audit.bulk.owner_tokens'
                                defaultMessage='{tokens, plural, one {# token} other {# tokens}}{used, plural, =0 {} other {, # in use}}'
                                values={{tokens, used}}
                            />
                        </span>
                    </li>
                ))}
                {owners.length > NAMED_OWNERS && (
                    <li className='TokenAudit__muted'>
                        <FormattedMessage
                            id='token_audit.bulk.more_owners'
                            defaultMessage='and {count, plural, one {# more owner} other {# more owners}}'
                            values={{count: owners.length - NAMED_OWNERS}}
                        />
                    </li>
                )}
            </ul>
        </>
    );
}
