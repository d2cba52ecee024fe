import React, {useId, useState} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {MOST_FOUND} from '../../../server-bridge/people/find_people.ts';
import {Dialog} from '../shared/dialog.tsx';
import {Icon} from '../shared/icons.tsx';
import {OwnerCell} from '../shared/owner_cell.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import {useFoundPeople} from './use_found_people.ts';

import type {Owner} from '../../../server-bridge/owners/owner.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {Found} from './use_found_people.ts';

interface Props {
    client: RestClient;
    onFound: (owner: Owner) => void;
    onClose: () => void;
}

/** Finds the person to whom a right is to be given, by name. */
export function FindPersonDialog({client, onFound, onClose}: Props) {
    const {formatMessage} = useIntl();
    const [term, setTerm] = useState('');
    const found = useFoundPeople(client, term);
    const resultsId = useId();
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.people.find.title'
                    defaultMessage='Whom to give the right to?'
                />
            }
            onClose={onClose}
            footer={
                <button
                    type='button'
                    className='btn btn-tertiary'
                    onClick={onClose}
                >
                    <FormattedMessage
                        id='token_audit.people.cancel'
                        defaultMessage='Cancel'
                    />
                </button>
            }
        >
            <div className='TokenAudit__search TokenAudit__search--wide'>
                <Icon name='search'/>
                <input
                    // The browser's dialog looks for the attribute, which React would leave out.
                    ref={(input) => input?.setAttribute('autofocus', '')}
                    type='search'
                    value={term}
                    onChange={(event) => setTerm(event.target.value)}

                    // On the plugin's settings page Enter would submit the host's form.
                    onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
                    placeholder={formatMessage({id: 'token_audit.people.find.placeholder', defaultMessage: 'Name, username or e-mail address'})}
                    aria-label={formatMessage({id: 'token_audit.people.find.label', defaultMessage: 'Find a person'})}
                    aria-controls={resultsId}
                />
            </div>
            <div
                id={resultsId}
                className='TokenAudit__found'
            >
                <p
                    role='status'
                    className={found.state === 'found' && found.people.length > 0 && found.people.length < MOST_FOUND ? 'sr-only' : 'TokenAudit__muted'}
                >
                    <FoundStatus found={found}/>
                </p>
                {found.state === 'found' && (
                    <ul>
                        {found.people.map((owner) => (
                            <li key={owner.id}>
                                <button
                                    type='button'
                                    onClick={() => onFound(owner)}
                                >
                                    <OwnerCell
                                        owner={owner}
                                        userId={owner.id}
                                    />
                                </button>
                            </li>
                        ))}
                    </ul>
                )}
            </div>
        </Dialog>
    );
}

function FoundStatus({found}: {found: Found}) {
    switch (found.state) {
    case 'nothing_asked':
        return (
            <FormattedMessage
                id='token_audit.people.find.help'
                defaultMessage='Type the beginning of a name. Deactivated accounts are not found.'
            />
        );
    case 'not_searchable':
        return (
            <FormattedMessage
                id='token_audit.people.find.secret'
                defaultMessage='This looks like an ID or a token’s secret and is not sent to the server. Search for a name.'
            />
        );
    case 'searching':
        return (
            <FormattedMessage
                id='token_audit.people.find.searching'
                defaultMessage='Searching …'
            />
        );
    case 'failed':
        return <RestErrorMessage kind={found.error}/>;
    case 'found':
        return (
            <FormattedMessage
                id='token_audit.people.find.count'
                defaultMessage='{more, select, true {The first {count, number} people; type more of the name to find others.} other {{count, plural, =0 {Nobody of this name.} one {# person found.} other {# people found.}}}}'
                values={{count: found.people.length, more: found.people.length >= MOST_FOUND}}
            />
        );
    }
}
