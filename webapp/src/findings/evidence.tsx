import React from 'react';
import {FormattedMessage} from 'react-intl';

import {ruleEvidence} from './rule_messages.ts';

import type {Finding} from '../../../server-bridge/findings/finding.ts';

/** Evidence may leave out a time that is not known, but a message needs every value: 0 stands for it there. */
export function evidenceValues({evidence}: Finding): Record<string, string | number> {
    return {created_at: 0, expires_at: 0, ...evidence};
}

/** What was seen, as a sentence. */
export function Evidence({finding}: {finding: Finding}) {
    const values: Record<string, React.ReactNode> = evidenceValues(finding);
    const {description, by_token} = values;
    return (
        <FormattedMessage
            {...ruleEvidence[finding.rule]}
            values={{
                ...values,

                // Anyone's text: what it says in a right-to-left script must not reorder the sentence around it.
                description: <bdi key='description'>{description}</bdi>,
                by_token: <code key='by_token'>{by_token}</code>,
            }}
        />
    );
}
