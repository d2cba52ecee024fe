import {defineMessages} from 'react-intl';

import type {Severity} from '../../../server-bridge/findings/finding.ts';

export const severityNames = defineMessages({
    high: {id: 'token_audit.severity.high', defaultMessage: 'High'},
    medium: {id: 'token_audit.severity.medium', defaultMessage: 'Medium'},
    low: {id: 'token_audit.severity.low', defaultMessage: 'Low'},
    info: {id: 'token_audit.severity.info', defaultMessage: 'Info'},
} satisfies Record<Severity, {id: string; defaultMessage: string}>);

/** What to do about each, in a word. */
export const severityMeanings = defineMessages({
    high: {id: 'token_audit.severity.high.what', defaultMessage: 'Act today: misuse would be grave.'},
    medium: {id: 'token_audit.severity.medium.what', defaultMessage: 'Settle it with the owner soon.'},
    low: {id: 'token_audit.severity.low.what', defaultMessage: 'Tidy up when you go through the list.'},
    info: {id: 'token_audit.severity.info.what', defaultMessage: 'Good to know; no danger by itself.'},
} satisfies Record<Severity, {id: string; defaultMessage: string}>);
