import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {valueAt} from './config_path.ts';
import {InputFor} from './inputs.tsx';

import type {SchemaPageProps} from './schema_page.tsx';
import type {Setting, Text} from './types.ts';
import type {useSettings} from './use_settings.ts';

interface Props {
    setting: Setting;
    form: ReturnType<typeof useSettings>;
    page: SchemaPageProps;
}

/** One setting of a page: a plugin's component, a banner, or a labelled input. */
export function SettingView({setting, form, page}: Props) {
    const intl = useIntl();
    const words = (text?: Text) => (typeof text === 'object' ? intl.formatMessage(text) : text ?? '');
    const disabled = form.isDisabled(setting);

    // Markdown in the host.
    const helpText = <span>{words(setting.help_text)}</span>;

    if (setting.type === 'banner') {
        return disabled ? null : (
            <div className='banner warning'>
                <div className='banner__content'>{typeof setting.label === 'object' && <FormattedMessage {...setting.label}/>}</div>
            </div>
        );
    }
    const setByEnv = Boolean(valueAt(page.environmentConfig, setting.key));
    const label = words(setting.label);
    const Custom = setting.component;
    if (setting.type === 'custom' && Custom) {
        const {onChange, registerSaveAction, setSaveNeeded, unRegisterSaveAction, cancelSubmit} = form.handlers;
        const custom = (
            <Custom
                id={setting.key}
                label={label}
                helpText={helpText}
                value={form.values[setting.key]}
                disabled={disabled}
                config={page.config}
                license={page.license}
                setByEnv={setByEnv}
                onChange={onChange}
                registerSaveAction={registerSaveAction}
                setSaveNeeded={setSaveNeeded}
                unRegisterSaveAction={unRegisterSaveAction}
                cancelSubmit={cancelSubmit}
                showConfirm={form.showConfirmId === setting.key}
            />
        );
        return setting.showTitle ? <Row {...{label, helpText, setByEnv}} id={setting.key}>{custom}</Row> : custom;
    }
    return (
        <Row
            id={setting.key}
            label={label}
            helpText={helpText}
            setByEnv={setByEnv}
            isSet={setting.type === 'bool' || setting.type === 'radio'}
        >
            <InputFor
                setting={setting}
                value={form.values[setting.key]}
                disabled={disabled || setByEnv}
                onChange={(value) => form.handlers.onChange(setting.key, value)}
            />
        </Row>
    );
}

interface RowProps {
    id: string;
    label: string;
    helpText: React.ReactNode;
    setByEnv: boolean;
    isSet?: boolean;
    children: React.ReactNode;
}

function Row({id, label, helpText, setByEnv, isSet = false, children}: RowProps) {
    const Group = isSet ? 'fieldset' : 'div';
    return (
        <Group
            className='form-group'
            data-testid={id}
        >
            {isSet ? <legend className='control-label form-legend col-sm-4'>{label}</legend> : (
                <label
                    className='control-label col-sm-4'
                    htmlFor={id}
                >
                    {label}
                </label>
            )}
            <div className='col-sm-8'>
                {children}
                <div className='help-text'>{helpText}</div>
                {setByEnv && <div className='alert alert-warning'>{'This setting has been set through an environment variable. It cannot be changed through the System Console.'}</div>}
            </div>
        </Group>
    );
}
