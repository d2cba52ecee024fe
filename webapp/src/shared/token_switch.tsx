import React from 'react';
import {defineMessages, FormattedMessage} from 'react-intl';
import {Link} from 'react-router-dom';

import {Icon} from './icons.tsx';
import './notes.css';

/** Where the switch is: System Console → Integrations → Integration Management (11.6, admin_definition.tsx). */
const SWITCH_PATH = '/admin_console/integrations/integration_management';

const messages = defineMessages({
    on: {id: 'token_audit.people.switch.on', defaultMessage: 'Personal access tokens are switched on.'},
    off: {id: 'token_audit.people.switch.off', defaultMessage: 'Personal access tokens are switched off: those of people do not work, and nobody can create one for a person. Tokens of bots still work. Switched on again, every active token works as before.'},
    unknown: {id: 'token_audit.people.switch.unknown', defaultMessage: 'Whether personal access tokens are switched on could not be read.'},
});

/** Whether personal access tokens are switched on, and the way to the switch. */
export function TokenSwitch({state}: {state: 'on' | 'off' | 'unknown'}) {
    return (
        <p className={`TokenAudit__note TokenAudit__note--${state}`}>
            <Icon name={state === 'on' ? 'check' : 'alert'}/>
            <span>
                <FormattedMessage {...messages[state]}/>
                {' '}
                <Link to={SWITCH_PATH}>
                    <FormattedMessage
                        id='token_audit.people.switch.link'
                        defaultMessage='Integrations → Integration Management'
                    />
                </Link>
            </span>
        </p>
    );
}
