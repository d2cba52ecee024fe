import React from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';

import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';

const messages = defineMessages({
    aborted: {id: 'token_audit.error.aborted', defaultMessage: 'It was stopped before it was finished.'},
    network: {id: 'token_audit.error.network', defaultMessage: 'The server did not answer. Check your connection, then try again.'},
    malformed: {id: 'token_audit.error.malformed', defaultMessage: 'The answer was not one that Mattermost gives. A proxy may stand in between, or the server is of a version this plugin does not know.'},
    unauthorized: {id: 'token_audit.error.unauthorized', defaultMessage: 'Your session has ended. Log in again, then try again.'},
    forbidden: {id: 'token_audit.error.forbidden', defaultMessage: 'Your account lacks the right to do this. Personal access tokens of the whole server are for system admins (permission manage_system).'},
    not_found: {id: 'token_audit.error.not_found', defaultMessage: 'The server does not know this.'},
    rate_limited: {id: 'token_audit.error.rate_limited', defaultMessage: 'The server asks for fewer requests at a time (Environment → Rate Limiting). Wait a moment, then try again.'},
    rejected: {id: 'token_audit.error.rejected', defaultMessage: 'The server refused the request.'},
    server: {id: 'token_audit.error.server', defaultMessage: 'The server failed to do this. Its log tells more.'},
} satisfies Record<RestErrorKind, {id: string; defaultMessage: string}>);

const toAnyone = defineMessages({
    forbidden: {id: 'token_audit.error.forbidden_to_anyone', defaultMessage: 'Your account lacks the right to do this. A system admin can tell more.'},
});

/** What went wrong, in a sentence, with the way out; `forAnyone` where the reader need not be an admin. */
export function RestErrorMessage({kind, forAnyone = false}: {kind: RestErrorKind; forAnyone?: boolean}) {
    return <FormattedMessage {...(forAnyone && kind === 'forbidden' ? toAnyone.forbidden : messages[kind])}/>;
}
