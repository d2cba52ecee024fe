import React from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import type {Rotation} from '../../../server-bridge/my_tokens/rotations.ts';

/** Which of the two tokens of a rotation it is. */
export type RotationPart = 'old' | 'new';

/** A token's part in these rotations; undefined where it has none. */
export function partIn(rotations: readonly Rotation[], id: string): RotationPart | undefined {
    if (rotations.some(({old_id}) => old_id === id)) {
        return 'old';
    }
    return rotations.some(({new_id}) => new_id === id) ? 'new' : undefined;
}

const names = defineMessages({
    old: {id: 'token_audit.mine.rotation.old', defaultMessage: 'Old token'},
    new: {id: 'token_audit.mine.rotation.new', defaultMessage: 'New token'},
} satisfies Record<RotationPart, {id: string; defaultMessage: string}>);

/** The same in words. */
export function PartName({part}: {part: RotationPart}) {
    return <FormattedMessage {...names[part]}/>;
}
