import React from 'react';
import {FormattedMessage} from 'react-intl';

import {RestErrorMessage} from '../shared/rest_error_message.tsx';
import {Trust} from '../shared/trust.tsx';

import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {LoadState} from '../tokens/inventory_store.ts';
import type {PeopleState} from './use_people.ts';

interface Props {
    state: PeopleState;
    total: number;
    shown: number;
    tokenLoad: LoadState;

    /** Whose roles were changed last. */
    changed: Owner | undefined;
    onReload: () => void;
}

/** How many people there are, how far that can be trusted, and what was changed last. */
export function PeopleStatus({state: {load, complete}, total, shown, tokenLoad, changed, onReload}: Props) {
    return (
        <div
            className='TokenAudit__status'
            role='status'
        >
            {total > 0 && (
                <span>
                    <FormattedMessage
                        id='token_audit.people.total'
                        defaultMessage='{shown, plural, one {# person} other {# people}}{all, select, true {} other { of {total, number}}}'
                        values={{shown, total, all: shown === total}}
                    />
                </span>
            )}
            {load.phase === 'reading' && (
                <span className='TokenAudit__muted'>
                    <FormattedMessage
                        id='token_audit.people.reading'
                        defaultMessage='Loading …'
                    />
                </span>
            )}
            {load.phase === 'read' && (complete ? (
                <Trust proven={true}>
                    <FormattedMessage
                        id='token_audit.people.complete'
                        defaultMessage='Roles as of {at, time, medium}'
                        values={{at: load.at}}
                    />
                </Trust>
            ) : (
                <Trust>
                    <FormattedMessage
                        id='token_audit.people.incomplete'
                        defaultMessage='May be incomplete: roles kept changing while the list was read.'
                    />
                    {' '}
                    <button
                        type='button'
                        className='TokenAudit__link'
                        onClick={onReload}
                    >
                        <FormattedMessage
                            id='token_audit.people.again'
                            defaultMessage='Read again'
                        />
                    </button>
                </Trust>
            ))}
            {load.phase === 'failed' && total > 0 && (
                <Trust>
                    <FormattedMessage
                        id='token_audit.people.stale'
                        defaultMessage='Not up to date, or incomplete.'
                    />
                    {' '}
                    <RestErrorMessage kind={load.error.kind}/>
                </Trust>
            )}
            {tokenLoad.phase === 'failed' && (
                <Trust>
                    <FormattedMessage
                        id='token_audit.people.uncounted'
                        defaultMessage='The numbers of tokens are unknown: the tokens could not be read.'
                    />
                    {(load.phase !== 'failed' || load.error.kind !== tokenLoad.error.kind) && (
                        <>
                            {' '}
                            <RestErrorMessage kind={tokenLoad.error.kind}/>
                        </>
                    )}
                </Trust>
            )}
            {changed && (
                <span>
                    <FormattedMessage
                        id='token_audit.people.changed'
                        defaultMessage='Saved: {name} now holds {roles}.'
                        values={{name: <bdi>{`@${changed.username}`}</bdi>, roles: changed.roles.join(', ')}}
                    />
                </span>
            )}
        </div>
    );
}
