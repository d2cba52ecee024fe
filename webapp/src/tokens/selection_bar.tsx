import React from 'react';
import {FormattedMessage} from 'react-intl';

import {actionNames} from '../bulk/bulk_messages.ts';

import type {TokenAction} from '../../../server-bridge/bulk/token_action.ts';

const looks: Record<TokenAction, string> = {
    deactivate: 'btn btn-primary btn-sm',
    activate: 'btn btn-tertiary btn-sm',
    revoke: 'btn btn-tertiary btn-danger btn-sm',
};

interface Props {
    count: number;

    /** How many of them the search and filter hide. */
    hidden: number;
    onAction: (action: TokenAction) => void;
    onClear: () => void;
}

/** What can be done with the ticked tokens. */
export function SelectionBar({count, hidden, onAction, onClear}: Props) {
    return (
        <div className='TokenAudit__selection'>
            <span role='status'>
                <FormattedMessage
                    id='token_audit.selection.count'
                    defaultMessage='{count, plural, one {# token} other {# tokens}} selected{hidden, plural, =0 {} other {, # not shown}}'
                    values={{count, hidden}}
                />
            </span>
            <button
                type='button'
                className='TokenAudit__link'
                onClick={onClear}
            >
                <FormattedMessage
                    id='token_audit.selection.clear'
                    defaultMessage='Clear'
                />
            </button>
            <span className='TokenAudit__selection-actions'>
                {(Object.keys(looks) as TokenAction[]).map((action) => (
                    <button
                        key={action}
                        type='button'
                        className={looks[action]}
                        onClick={() => onAction(action)}
                    >
                        <FormattedMessage {...actionNames[action]}/>
                    </button>
                ))}
            </span>
        </div>
    );
}
