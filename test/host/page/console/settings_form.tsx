import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {message} from '../messages.ts';

import {AdminHeader} from './admin_header.tsx';
import {SettingView} from './setting_view.tsx';
import {useSettings} from './use_settings.ts';

import type {SchemaPageProps} from './schema_page.tsx';
import type {Schema, Setting, SettingsSection} from './types.ts';

const save = message('save_button.save', 'Save');
const savingConfig = message('admin.saving', 'Saving Config...');

/** A page made of settings. Everything in it, a plugin's components included, lives inside this one form. */
export function SettingsForm(props: SchemaPageProps & {schema: Schema}) {
    const intl = useIntl();
    const {schema} = props;
    const form = useSettings(props, schema);
    const view = (setting: Setting) => !setting.isHidden && (
        <SettingView
            key={setting.key}
            setting={setting}
            form={form}
            page={props}
        />
    );
    const section = (one: SettingsSection) => {
        const settingsList = one.settings.map(view);
        const Custom = one.component;
        if (Custom) {
            return (
                <Custom
                    key={one.key}
                    settingsList={settingsList}
                    sectionTitle={one.title}
                />
            );
        }
        const isEnable = one.key.endsWith('Enable.Section');
        return (
            <div
                key={one.key}
                className={isEnable ? undefined : 'config-section admin-console__wrapper'}
            >
                {one.title && <div className='section-header'><div className='section-title'>{one.title}</div></div>}
                <Banner text={one.header}/>
                {settingsList}
                <Banner text={one.footer}/>
            </div>
        );
    };
    const Component = schema.component;
    return (
        <div
            className='wrapper--fixed'
            data-testid={`sysconsole_section_${schema.id}`}
        >
            <AdminHeader>{typeof schema.name === 'object' ? <FormattedMessage {...schema.name}/> : schema.name ?? schema.id}</AdminHeader>
            <div className='admin-console__wrapper'>
                <div className='admin-console__content'>
                    <form
                        className='form-horizontal'
                        role='form'
                        onSubmit={form.handleSubmit}
                    >
                        {schema.sections ? schema.sections.map(section) : (
                            <div><div>
                                <Banner text={schema.header}/>
                                {schema.settings?.map(view)}
                                <Banner text={schema.footer}/>
                            </div></div>
                        )}
                    </form>
                    {Component && <Component {...props}/>}
                </div>
            </div>
            <div className='admin-console-save'>
                <button
                    type='submit'
                    id='saveSetting'
                    data-testid='saveSetting'
                    className='btn btn-primary'
                    disabled={!form.saveNeeded}
                    onClick={form.handleSubmit}
                >
                    {intl.formatMessage(form.saving ? savingConfig : save)}
                </button>
                <div
                    className='error-message'
                    data-testid='errorMessage'
                >
                    {[form.clientWarning, form.serverError].map((error, index) => Boolean(error) && (
                        <div
                            key={index}
                            className='form-group has-error'
                        >
                            <label className='control-label'>{String(error)}</label>
                        </div>
                    ))}
                </div>
            </div>
        </div>
    );
}

// The host renders Markdown here.
function Banner({text}: {text?: string}) {
    return text ? <div className='banner'>{text}</div> : null;
}
