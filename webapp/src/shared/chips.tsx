import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {Icon} from './icons.tsx';

/** One filter in force, and the filter without it. */
export interface Chip<F> {
    key: string;
    label: React.ReactNode;
    without: F;
}

interface Props<F> {
    chips: ReadonlyArray<Chip<F>>;
    onFilter: (filter: F) => void;
    onClear: () => void;
}

/** What a list is narrowed to, one chip each, removable. */
export function Chips<F>({chips, onFilter, onClear}: Props<F>) {
    const {formatMessage} = useIntl();
    if (chips.length === 0) {
        return null;
    }
    return (
        <ul
            className='TokenAudit__chips'
            aria-label={formatMessage({id: 'token_audit.filter.chips', defaultMessage: 'Filters in force'})}
        >
            {chips.map(({key, label, without}) => (
                <li key={key}>
                    <button
                        type='button'
                        className='TokenAudit__chip'
                        onClick={() => onFilter(without)}
                        title={formatMessage({id: 'token_audit.filter.remove', defaultMessage: 'Remove this filter'})}
                    >
                        {label}
                        <Icon
                            name='close'
                            size={12}
                        />
                    </button>
                </li>
            ))}
            <li>
                <button
                    type='button'
                    className='TokenAudit__link'
                    onClick={onClear}
                >
                    <FormattedMessage
                        id='token_audit.filter.clear'
                        defaultMessage='Clear filters'
                    />
                </button>
            </li>
        </ul>
    );
}
