import React, {useEffect, useState} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {loadSavedViews, storeSavedViews} from '../../../server-bridge/preferences/saved_views.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';
import {Dialog} from '../shared/dialog.tsx';
import {Icon} from '../shared/icons.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {SavedView, StoredViews} from '../../../server-bridge/preferences/saved_views.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';

interface Props {
    client: RestClient;

    /** Query string of the view shown now. */
    search: string;
    onView: (search: string) => void;
    onClose: () => void;
}

/** The user's saved views: go to one, save the one shown, forget one. */
export function SavedViewsDialog({client, search, onView, onClose}: Props) {
    const {formatMessage} = useIntl();
    const [stored, setStored] = useState<StoredViews>();
    const [error, setError] = useState<RestErrorKind>();
    const [name, setName] = useState('');

    useEffect(() => {
        loadSavedViews(client).then(setStored, (thrown: unknown) => setError(toRestError(thrown).kind));
    }, [client]);

    const store = (views: SavedView[]) => {
        storeSavedViews(client, views).then(() => {
            setStored({views, writable: true});
            setError(undefined);
            setName('');
        }, (thrown: unknown) => setError(toRestError(thrown).kind));
    };
    const views = stored?.views ?? [];
    const save = () => store([...views.filter((view) => view.name !== name.trim()), {name: name.trim(), search}]);
    const canSave = stored?.writable === true && name.trim() !== '';
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.views.title'
                    defaultMessage='Saved views'
                />
            }
            onClose={onClose}
            footer={null}
        >
            {error && (
                <p
                    className='TokenAudit__banner'
                    role='alert'
                >
                    <RestErrorMessage kind={error}/>
                </p>
            )}
            {stored && !stored.writable && (
                <p className='TokenAudit__banner'>
                    <FormattedMessage
                        id='token_audit.views.newer'
                        defaultMessage='Your saved views were stored by another version of Token Audit, and are left as they are.'
                    />
                </p>
            )}
            <ul className='TokenAudit__lines'>
                {views.map((view) => (
                    <li
                        key={view.name}
                        className='TokenAudit__view'
                    >
                        <button
                            type='button'
                            className='TokenAudit__open'
                            onClick={() => onView(view.search)}
                        >
                            <bdi>{view.name}</bdi>
                        </button>
                        <button
                            type='button'
                            className='TokenAudit__icon-button'
                            aria-label={formatMessage({id: 'token_audit.views.forget', defaultMessage: 'Forget “{name}”'}, {name: view.name})}
                            onClick={() => store(views.filter((other) => other !== view))}
                        >
                            <Icon name='close'/>
                        </button>
                    </li>
                ))}
                {stored && views.length === 0 && (
                    <li className='TokenAudit__muted'>
                        <FormattedMessage
                            id='token_audit.views.none'
                            defaultMessage='None yet. A view is a search with its filters and order.'
                        />
                    </li>
                )}
            </ul>
            <div className='TokenAudit__save-view'>
                <input
                    className='form-control'
                    value={name}
                    maxLength={100}
                    onChange={(event) => setName(event.target.value)}
                    onKeyDown={(event) => {
                        // On the plugin's settings page Enter would submit the host's form.
                        if (event.key === 'Enter') {
                            event.preventDefault();
                            if (canSave) {
                                save();
                            }
                        }
                    }}
                    placeholder={formatMessage({id: 'token_audit.views.name', defaultMessage: 'Name for the view shown now'})}
                    aria-label={formatMessage({id: 'token_audit.views.name', defaultMessage: 'Name for the view shown now'})}
                />
                <button
                    type='button'
                    className='btn btn-primary'
                    disabled={!canSave}
                    onClick={save}
                >
                    <FormattedMessage
                        id='token_audit.views.save'
                        defaultMessage='Save view'
                    />
                </button>
            </div>
        </Dialog>
    );
}
