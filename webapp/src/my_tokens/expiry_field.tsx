import React, {useId} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

const PRESETS = [7, 30, 90, 180, 365];
const DEFAULT_DAYS = 90;
const DAY_MS = 86_400_000;

/** Days until a new token's end; 0 = never. */
export function defaultExpiry(maximumDays: number): number {
    return maximumDays > 0 ? Math.min(DEFAULT_DAYS, maximumDays) : DEFAULT_DAYS;
}

/** Ms since 1970 for the server; 0 = never. A minute early, for clocks that differ: the server refuses what is beyond its maximum. */
export function expiresAt(days: number, now: number): number {
    return days === 0 ? 0 : now + (days * DAY_MS) - 60_000;
}

interface Props {

    /** What the server allows; 0 = without limit. */
    maximumDays: number;
    days: number;
    onDays: (days: number) => void;
}

/** When a new token is to expire. */
export function ExpiryField({maximumDays, days, onDays}: Props) {
    const {formatMessage} = useIntl();
    const id = useId();
    const presets = PRESETS.filter((preset) => maximumDays === 0 || preset < maximumDays);
    const choices = [...presets, ...(maximumDays > 0 ? [maximumDays] : [0])];
    return (
        <div className='TokenAudit__field'>
            <label htmlFor={id}>
                <FormattedMessage
                    id='token_audit.mine.expiry'
                    defaultMessage='Expires'
                />
            </label>
            <select
                id={id}
                className='form-control'
                value={days}
                onChange={(event) => onDays(Number(event.target.value))}
            >
                {choices.map((choice) => (
                    <option
                        key={choice}
                        value={choice}
                    >
                        {formatMessage({
                            id: 'token_audit.mine.expiry.choice',
                            defaultMessage: '{days, plural, =0 {Never} one {In # day} other {In # days}}',
                        }, {days: choice})}
                    </option>
                ))}
            </select>
            {maximumDays > 0 && (
                <p className='TokenAudit__muted'>
                    <FormattedMessage
                        id='token_audit.mine.expiry.maximum'
                        defaultMessage='This server lets a token last {days, plural, one {# day} other {# days}} at most.'
                        values={{days: maximumDays}}
                    />
                </p>
            )}
        </div>
    );
}
