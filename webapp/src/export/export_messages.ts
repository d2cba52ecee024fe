import {defineMessages} from 'react-intl';

import type {DiffCaveat} from '../../../server-bridge/export/diff_exports.ts';
import type {ImportErrorKind} from '../../../server-bridge/export/import_error.ts';

export const importErrors = defineMessages({
    too_large: {id: 'token_audit.import.too_large', defaultMessage: 'The file is larger than any export this page can read.'},
    not_json: {id: 'token_audit.import.not_json', defaultMessage: 'The file is no JSON, or cut off. Choose a JSON export made by this page.'},
    not_an_export: {id: 'token_audit.import.not_an_export', defaultMessage: 'The file is no export of this page.'},
    newer_version: {id: 'token_audit.import.newer_version', defaultMessage: 'The file was made by a newer version of Token Audit. Update the plugin to compare with it.'},
    invalid: {id: 'token_audit.import.invalid', defaultMessage: 'The file was changed since it was exported: a field in it cannot be right.'},
} satisfies Record<ImportErrorKind, {id: string; defaultMessage: string}>);

export const caveats = defineMessages({
    other_server: {id: 'token_audit.diff.other_server', defaultMessage: 'The export was made on another address: if that is another server, nothing here means anything.'},
    before_incomplete: {id: 'token_audit.diff.before_incomplete', defaultMessage: 'The export may have been incomplete: what is new may have been there already.'},
    before_filtered: {id: 'token_audit.diff.before_filtered', defaultMessage: 'The export held only what its filter let through: what is new cannot be told.'},
    now_incomplete: {id: 'token_audit.diff.now_incomplete', defaultMessage: 'The list of now may be incomplete: what is gone may still be there.'},
} satisfies Record<DiffCaveat, {id: string; defaultMessage: string}>);

export const groups = defineMessages({
    added: {id: 'token_audit.diff.added', defaultMessage: 'New ({count, number})'},
    gone: {id: 'token_audit.diff.gone', defaultMessage: 'Gone ({count, number})'},
    reactivated: {id: 'token_audit.diff.reactivated', defaultMessage: 'Activated again ({count, number})'},
    deactivated: {id: 'token_audit.diff.deactivated', defaultMessage: 'Deactivated ({count, number})'},
    newly_dangerous: {id: 'token_audit.diff.newly_dangerous', defaultMessage: 'Newly dangerous ({count, number})'},
});
