import React from 'react';
import {FormattedMessage} from 'react-intl';

/** Whether nothing of a text can be seen: empty, spaces, and characters that only steer others. */
export function isBlank(text: string): boolean {
    return !/[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]/u.test(text);
}

/** A token's description as its owner wrote it, or that there is none to be seen. */
export function Description({text}: {text: string}) {
    return isBlank(text) ? (
        <FormattedMessage
            id='token_audit.table.no_description'
            defaultMessage='No description'
        />
    ) : <bdi>{text}</bdi>;
}
