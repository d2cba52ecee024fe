import React, {useId, useState} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {reminderDays, storeReminder} from '../../../server-bridge/my_tokens/reminder.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {ReminderDays} from '../../../server-bridge/my_tokens/reminder.ts';
import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';

interface Props {
    client: RestClient;
    userId: string;
    days: ReminderDays;
    onChanged: () => void;
}

/** After what time a token is marked as due for rotation. */
export function ReminderSetting({client, userId, days, onChanged}: Props) {
    const {formatMessage} = useIntl();
    const id = useId();
    const [error, setError] = useState<RestErrorKind>();
    const store = async (value: string) => {
        const choice = reminderDays.find((some) => String(some) === value);
        if (choice !== undefined) {
            const failed = await storeReminder(client, userId, choice).then(() => undefined, (thrown: unknown) => toRestError(thrown).kind);
            setError(failed);
            if (!failed) {
                onChanged();
            }
        }
    };
    return (
        <div className='TokenAudit__reminder'>
            <label htmlFor={id}>
                <FormattedMessage
                    id='token_audit.mine.reminder'
                    defaultMessage='Remind me to rotate tokens'
                />
            </label>
            <select
                id={id}
                className='form-control'
                value={days}
                onChange={(event) => void store(event.target.value)}
            >
                {reminderDays.map((choice) => (
                    <option
                        key={choice}
                        value={choice}
                    >
                        {formatMessage({
                            id: 'token_audit.mine.reminder.choice',
                            defaultMessage: '{days, plural, =0 {Never} other {After # days}}',
                        }, {days: choice})}
                    </option>
                ))}
            </select>
            {error && <p role='alert'><RestErrorMessage kind={error} forAnyone/></p>}
        </div>
    );
}
