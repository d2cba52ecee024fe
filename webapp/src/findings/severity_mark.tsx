import React from 'react';
import {FormattedMessage} from 'react-intl';

import {severityNames} from './severity_messages.ts';

import type {Severity} from '../../../server-bridge/findings/finding.ts';

/** How severe, as a coloured word. */
export function SeverityMark({severity}: {severity: Severity}) {
    return (
        <span className={`TokenAudit__severity TokenAudit__severity--${severity}`}>
            <FormattedMessage {...severityNames[severity]}/>
        </span>
    );
}
