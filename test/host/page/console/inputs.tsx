import React from 'react';

import type {Setting} from './types.ts';

interface Props {
    setting: Setting;
    value: unknown;
    disabled: boolean;
    onChange: (value: unknown) => void;
}

/** The input for a setting of the manifest. A type the stand-in lacks throws, naming it. */
export function InputFor({setting, value, disabled, onChange}: Props) {
    const {key: id, type, placeholder} = setting;
    const options = setting.options ?? [];
    const shown = value ?? setting.default ?? '';
    const common = {id, disabled, placeholder, className: 'form-control', value: shown as string};
    switch (type) {
    case 'bool':
        return <Choices {...{id, disabled, onChange}} chosen={value ?? setting.default ?? false} choices={[[true, 'True'], [false, 'False']]}/>;
    case 'radio':
        return <Choices {...{id, disabled, onChange}} chosen={shown} choices={options.map((option) => [option.value, option.display_name])}/>;
    case 'dropdown':
        return (
            <select
                {...common}
                onChange={(event) => onChange(event.target.value)}
            >
                {options.map((option) => (
                    <option
                        key={option.value}
                        value={option.value}
                    >
                        {option.display_name}
                    </option>
                ))}
            </select>
        );
    case 'longtext':
        return (
            <textarea
                {...common}
                rows={5}
                onChange={(event) => onChange(event.target.value)}
            />
        );
    case 'text':
    case 'number':
        return (
            <input
                {...common}
                type={type}
                onChange={(event) => onChange(type === 'number' ? parseInt(event.target.value, 10) : event.target.value)}
            />
        );
    default:
        throw new Error(`The stand-in host has no setting of type "${type}" yet.`);
    }
}

interface ChoicesProps {
    id: string;
    disabled: boolean;
    chosen: unknown;
    choices: Array<[value: unknown, name: string]>;
    onChange: (value: unknown) => void;
}

function Choices({id, disabled, chosen, choices, onChange}: ChoicesProps) {
    return (
        <>
            {choices.map(([value, name]) => (
                <label
                    key={name}
                    className='stand-in__choice'
                >
                    <input
                        type='radio'
                        name={id}
                        data-testid={id + String(value)}
                        checked={chosen === value}
                        disabled={disabled}
                        onChange={() => onChange(value)}
                    />
                    {name}
                </label>
            ))}
        </>
    );
}
