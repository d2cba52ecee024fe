import React from 'react';

import {message} from '../messages.ts';

import {CustomPluginSettings} from './custom_plugin_settings.tsx';
import {dullPage} from './dull_page.tsx';
import {Icon} from './icons.tsx';

import type {IconName} from './icons.tsx';
import type {Definition, Section, SubSection} from './types.ts';

type Row = [key: string, url: string, title: string];

// Keys and URLs are the host's (its admin_definition.tsx), so that a plugin which looks for a neighbour finds it.
const rows: Array<[key: string, title: string, icon: IconName, pages: Row[]]> = [
    ['about', 'About', 'info', [['license', 'about/license', 'Edition and License']]],
    ['billing', 'Billing & Account', 'card', [['subscription', 'billing/subscription', 'Subscription']]],
    ['reporting', 'Reporting', 'chart', [
        ['workspace_optimization', 'reporting/workspace_optimization', 'Workspace Optimization'],
        ['system_analytics', 'reporting/system_analytics', 'Site Statistics'],
        ['team_statistics', 'reporting/team_statistics', 'Team Statistics'],
        ['server_logs', 'reporting/server_logs', 'Server Logs'],
    ]],
    ['user_management', 'User Management', 'people', [
        ['system_users', 'user_management/users', 'Users'],
        ['groups', 'user_management/groups', 'Groups'],
        ['teams', 'user_management/teams', 'Teams'],
        ['channel', 'user_management/channels', 'Channels'],
        ['permissions', 'user_management/permissions/', 'Permissions'],
        ['system_roles', 'user_management/system_roles', 'Delegated Granular Administration'],
    ]],
    ['system_attributes', 'System Attributes', 'table', [['system_properties', 'system_attributes/user_attributes', 'User Attributes']]],
    ['environment', 'Environment', 'server', [
        ['web_server', 'environment/web_server', 'Web Server'],
        ['database', 'environment/database', 'Database'],
        ['storage', 'environment/file_storage', 'File Storage'],
        ['logging', 'environment/logging', 'Logging'],
    ]],
    ['site', 'Site Configuration', 'cog', [['customization', 'site_config/customization', 'Customization']]],
    ['authentication', 'Authentication', 'shield', [['signup', 'authentication/signup', 'Signup'], ['password', 'authentication/password', 'Password']]],
    ['plugins', 'Plugins', 'plug', [['plugin_management', 'plugins/plugin_management', 'Plugin Management']]],
    ['integrations', 'Integrations', 'nodes', [['integration_management', 'integrations/integration_management', 'Integration Management']]],
    ['compliance', 'Compliance', 'list', [['audits', 'compliance/audit_logging', 'Compliance Monitoring']]],
    ['experimental', 'Experimental', 'flask', [['experimental_features', 'experimental/features', 'Features']]],
];

function page([key, url, title]: Row): [string, SubSection] {
    const descriptor = message(`admin.stand_in.${key}`, title);
    return [key, {url, title: descriptor, isHidden: false, schema: {id: key, component: dullPage(descriptor)}}];
}

function section([key, title, icon, pages]: typeof rows[number]): [string, Section] {
    return [key, {
        icon: <Icon name={icon}/>,
        sectionTitle: message(`admin.stand_in.section.${key}`, title),
        id: key,
        isHidden: key === 'billing',
        subsections: Object.fromEntries(pages.map(page)),
    }];
}

/** The console as the host defines it, before plugins have their say. */
export const baseDefinition: Definition = Object.fromEntries(rows.map(section));

const {plugins} = baseDefinition;
if (plugins) {
    plugins.subsections.custom = {
        url: 'plugins/plugin_:plugin_id',
        schema: {id: 'CustomPluginSettings', component: CustomPluginSettings},
    };
}
