import React from 'react';
import {FormattedMessage} from 'react-intl';

import {ActivityErrorMessage} from '../activity/activity_error_message.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';
import {Trust} from '../shared/trust.tsx';

import type {Completeness as ListCompleteness} from '../../../server-bridge/tokens/list_tokens.ts';
import type {LoadState} from './inventory_store.ts';

interface Props {
    load: LoadState;
    total: number;
    shown: number;
    onReload: () => void;

    /** Further news, at the end of the line. */
    children?: React.ReactNode;
}

/** How many tokens there are, how many are shown, and how far that can be trusted. */
export function LoadStatus({load, total, shown, onReload, children}: Props) {
    return (
        <div
            className='TokenAudit__status'
            role='status'
        >
            {total > 0 && (
                <span>
                    {shown === total ? (
                        <FormattedMessage
                            id='token_audit.status.total'
                            defaultMessage='{total, plural, one {# token} other {# tokens}}'
                            values={{total}}
                        />
                    ) : (
                        <FormattedMessage
                            id='token_audit.status.shown'
                            defaultMessage='{shown, number} of {total, plural, one {# token} other {# tokens}}'
                            values={{shown, total}}
                        />
                    )}
                </span>
            )}
            <Reach
                load={load}
                total={total}
                onReload={onReload}
            />
            {children}
        </div>
    );
}

function Reach({load, total, onReload}: Pick<Props, 'load' | 'total' | 'onReload'>) {
    switch (load.phase) {
    case 'listing':
        return (
            <span className='TokenAudit__muted'>
                <FormattedMessage
                    id='token_audit.status.listing'
                    defaultMessage='Loading; sorted once all are read …'
                />
            </span>
        );
    case 'verifying':
        return (
            <span className='TokenAudit__muted'>
                <FormattedMessage
                    id='token_audit.status.verifying'
                    defaultMessage='All read; reading again to make sure that none is missing …'
                />
            </span>
        );
    case 'loaded':
        return (
            <>
                <Completeness
                    completeness={load.completeness}
                    onReload={onReload}
                />
                {load.without_audits && (
                    <Trust action={<ReadAgain onReload={onReload}/>}>
                        <FormattedMessage
                            id='token_audit.status.without_audits'
                            defaultMessage='Created: not all audits were read.'
                        />
                        {' '}
                        <ActivityErrorMessage error={load.without_audits}/>
                    </Trust>
                )}
            </>
        );
    case 'failed':
        return total === 0 ? null : (
            <Trust>
                <FormattedMessage
                    id='token_audit.status.partial'
                    defaultMessage='Incomplete.'
                />
                {' '}
                <RestErrorMessage kind={load.error.kind}/>
            </Trust>
        );
    }
}

function Completeness({completeness, onReload}: {completeness: ListCompleteness; onReload: () => void}) {
    return completeness.proven ? (
        <Trust proven={true}>
            <FormattedMessage
                id='token_audit.status.complete'
                defaultMessage='Complete as of {at, time, medium}'
                values={{at: completeness.at}}
            />
        </Trust>
    ) : (
        <Trust action={<ReadAgain onReload={onReload}/>}>
            <FormattedMessage
                id='token_audit.status.incomplete'
                defaultMessage='May be incomplete: tokens kept changing while the list was read.'
            />
        </Trust>
    );
}

function ReadAgain({onReload}: {onReload: () => void}) {
    return (
        <button
            type='button'
            className='TokenAudit__link'
            onClick={onReload}
        >
            <FormattedMessage
                id='token_audit.status.read_again'
                defaultMessage='Read again'
            />
        </button>
    );
}
