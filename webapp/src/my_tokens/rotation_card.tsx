import React, {useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {PartName} from './rotation_part.tsx';
import {lastSeenOf, Seen} from './seen.tsx';

import type {MyToken} from '../../../server-bridge/my_tokens/load_my_tokens.ts';
import type {Rotation} from '../../../server-bridge/my_tokens/rotations.ts';

interface Props {
    rotation: Rotation;
    oldToken: MyToken;
    newToken: MyToken;

    /** Ask to delete this one, which ends the rotation. */
    onDelete: (mine: MyToken) => void;
    onReload: () => void;
}

/** A rotation under way: both tokens side by side, until one of them goes. */
export function RotationCard({rotation, oldToken, newToken, onDelete, onReload}: Props) {
    const [works, setWorks] = useState(false);
    const isSeen = (lastSeenOf(newToken) ?? 0) >= rotation.started_at;
    return (
        <section className='TokenAudit__rotation'>
            <h4>
                <FormattedMessage
                    id='token_audit.mine.rotation.title'
                    defaultMessage='Rotating “{description}”'
                    values={{description: <bdi key='description'>{oldToken.token.description}</bdi>}}
                />
            </h4>
            <dl>
                <dt><PartName part='old'/></dt>
                <dd className='TokenAudit__my-token-facts'>
                    <span><Seen mine={oldToken}/></span>
                    <code className='TokenAudit__my-token-id'>{oldToken.token.id}</code>
                </dd>
                <dt><PartName part='new'/></dt>
                <dd className='TokenAudit__my-token-facts'>
                    <span><Seen mine={newToken}/></span>
                    <code className='TokenAudit__my-token-id'>{newToken.token.id}</code>
                </dd>
            </dl>
            {!isSeen && (
                <p className='TokenAudit__muted'>
                    <FormattedMessage
                        id='token_audit.mine.rotation.not_seen'
                        defaultMessage='The new one has not been seen yet: put its secret where the old one is, and let the program run once.'
                    />
                </p>
            )}
            <label className='TokenAudit__check'>
                <input
                    type='checkbox'
                    checked={works}
                    onChange={(event) => setWorks(event.target.checked)}
                />
                <FormattedMessage
                    id='token_audit.mine.rotation.works'
                    defaultMessage='It works with the new one'
                />
            </label>
            <div className='TokenAudit__actions'>
                <button
                    type='button'
                    className='btn btn-primary btn-sm'
                    disabled={!works}
                    onClick={() => onDelete(oldToken)}
                >
                    <FormattedMessage
                        id='token_audit.mine.rotation.finish'
                        defaultMessage='Delete the old token'
                    />
                </button>
                <button
                    type='button'
                    className='btn btn-tertiary btn-sm'
                    onClick={onReload}
                >
                    <FormattedMessage
                        id='token_audit.mine.rotation.look'
                        defaultMessage='Look again'
                    />
                </button>
                <button
                    type='button'
                    className='btn btn-tertiary btn-sm'
                    onClick={() => onDelete(newToken)}
                >
                    <FormattedMessage
                        id='token_audit.mine.rotation.call_off'
                        defaultMessage='Call it off: delete the new token'
                    />
                </button>
            </div>
        </section>
    );
}
