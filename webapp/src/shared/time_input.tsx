import React, {useId} from 'react';
import {useIntl} from 'react-intl';

import {fromLocalInput, toLocalInput} from './local_time.ts';
import {submitNothing} from './submit_nothing.ts';

interface Props {
    label: React.ReactNode;

    /** Ms since 1970. */
    at: number | undefined;
    onChange: (at: number | undefined) => void;
}

/** A time to the minute in the user's time zone. */
export function TimeInput({label, at, onChange}: Props) {
    const id = useId();
    const {timeZone = 'local'} = useIntl();
    return (
        <div className='TokenAudit__time'>
            <label htmlFor={id}>{label}</label>
            <input
                id={id}
                className='TokenAudit__select'
                type='datetime-local'
                title={timeZone}
                value={toLocalInput(at, timeZone)}
                onChange={(event) => onChange(fromLocalInput(event.target.value, timeZone))}
                onKeyDown={submitNothing}
            />
        </div>
    );
}
