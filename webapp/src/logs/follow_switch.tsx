import React, {useId} from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import type {Following} from './log_snapshot.ts';

const states = defineMessages({
    off: {id: 'token_audit.follow.off', defaultMessage: 'Follow'},
    on: {id: 'token_audit.follow.on', defaultMessage: 'Following'},
    paused_hidden: {id: 'token_audit.follow.paused_hidden', defaultMessage: 'Paused while hidden'},
    retrying: {id: 'token_audit.follow.retrying', defaultMessage: 'Trying again'},
    failed: {id: 'token_audit.follow.failed', defaultMessage: 'Following failed'},
} satisfies Record<Following, {id: string; defaultMessage: string}>);

interface Props {
    following: Following;
    onFollow: (on: boolean) => void;
}

/** Whether new lines of the server's log are read as they come. After a failure it can be switched on again. */
export function FollowSwitch({following, onFollow}: Props) {
    const id = useId();
    const on = following !== 'off' && following !== 'failed';
    return (
        <span className={`TokenAudit__follow TokenAudit__follow--${following}`}>
            <button
                type='button'
                role='switch'
                className='TokenAudit__switch'
                aria-checked={on}
                aria-labelledby={id}
                onClick={() => onFollow(!on)}
            />
            <span
                id={id}
                role='status'
            >
                <FormattedMessage {...states[following]}/>
            </span>
        </span>
    );
}
