import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {message} from '../messages.ts';

import {AdminHeader} from './admin_header.tsx';
import {SettingsForm} from './settings_form.tsx';

import type {ConsoleAccess, Schema} from './types.ts';
import type {AdminConfig, ClientLicense, EnvironmentConfig} from '@mattermost/types/config';
import type {Role} from '@mattermost/types/roles';
import type {RouteComponentProps} from 'react-router-dom';

const notFoundTitle = message('error.plugin_not_found.title', 'Plugin Not Found');
const notFound = message('error.plugin_not_found.desc', 'The plugin you are looking for does not exist.');

/** What every page of the console gets, the host's own and a plugin's: `schema.component` receives all of it. */
export interface SchemaPageProps extends RouteComponentProps<Record<string, string | undefined>> {
    schema: Schema | null;
    config: Partial<AdminConfig>;
    environmentConfig: Partial<EnvironmentConfig>;
    license: ClientLicense;
    roles: Record<string, Role>;
    consoleAccess: ConsoleAccess;
    cloud: object;
    enterpriseReady: boolean;
    isCurrentUserSystemAdmin: boolean;
    isDisabled: boolean;
    setNavigationBlocked: (blocked: boolean) => void;
    patchConfig: (config: object) => Promise<{data?: unknown; error?: {message: string}}>;
    editRole: (role: Role) => Promise<unknown>;
}

/** One page of the console: a schema with a component of its own gets no frame at all, only the props. */
export function SchemaPage(props: SchemaPageProps) {
    const intl = useIntl();
    const {schema, isDisabled} = props;
    if (schema?.component && !('settings' in schema)) {
        const Page = schema.component;
        return (
            <Page
                {...props}
                intl={intl}
                disabled={isDisabled}
            />
        );
    }
    if (schema) {
        return (
            <SettingsForm
                {...props}
                schema={schema}
            />
        );
    }
    return (
        <div className='wrapper--fixed'>
            <AdminHeader><FormattedMessage {...notFoundTitle}/></AdminHeader>
            <div className='admin-console__wrapper'>
                <div className='admin-console__content'>
                    <p><FormattedMessage {...notFound}/></p>
                </div>
            </div>
        </div>
    );
}
