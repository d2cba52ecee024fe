import React from 'react';
import {FormattedMessage} from 'react-intl';

import type {MessageDescriptor} from 'react-intl';

interface Props<T extends string> {
    title: MessageDescriptor;
    options: readonly T[];
    names: Record<T, MessageDescriptor>;
    ticked: readonly T[];
    onTicked: (ticked: T[]) => void;
}

/** Boxes to tick; several at once. */
export function FilterGroup<T extends string>({title, options, names, ticked, onTicked}: Props<T>) {
    return (
        <fieldset className='TokenAudit__filter-group'>
            <legend><FormattedMessage {...title}/></legend>
            {options.map((option) => (
                <label key={option}>
                    <input
                        type='checkbox'
                        checked={ticked.includes(option)}
                        onChange={(event) => onTicked(options.filter((other) => (other === option ? event.target.checked : ticked.includes(other))))}
                    />
                    <FormattedMessage {...names[option]}/>
                </label>
            ))}
        </fieldset>
    );
}
