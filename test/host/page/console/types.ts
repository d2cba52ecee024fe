import type {CustomSection, PluginComponentType} from '../state/state.ts';
import type {AdminConfig, ClientLicense} from '@mattermost/types/config';
import type {ReactElement} from 'react';
import type {MessageDescriptor} from 'react-intl';

export type Text = string | MessageDescriptor;

export interface ConsoleAccess {
    read: Record<string, boolean>;
    write: Record<string, boolean>;
}

/** What the host passes to every `isHidden` and `isDisabled`. */
export type CheckArguments = [
    config: Partial<AdminConfig>,
    state: Record<string, unknown>,
    license: ClientLicense,
    enterpriseReady: boolean,
    consoleAccess: ConsoleAccess,
    cloud: object,
    isSystemAdmin: boolean,
];

export type Check = boolean | ((...given: CheckArguments) => boolean);

export interface Setting {
    type: string;
    key: string;
    label?: Text;
    help_text?: Text;
    placeholder?: string;
    default?: unknown;
    options?: Array<{display_name: string; value: string}>;
    isDisabled?: (...given: CheckArguments) => boolean;
    isHidden?: boolean;
    component?: PluginComponentType;
    showTitle?: boolean;
}

export interface SettingsSection {
    key: string;
    title?: string;
    subtitle?: string;
    header?: string;
    footer?: string;
    settings: Setting[];
    component?: CustomSection['component'];
}

/** What a page of the console is made from: a component of its own, or settings. */
export interface Schema {
    id: string;
    name?: Text;
    header?: string;
    footer?: string;
    component?: PluginComponentType;
    settings?: Setting[];
    sections?: SettingsSection[];
}

export interface SubSection {
    url: string;
    title?: Text;
    searchableStrings?: Array<Text | [MessageDescriptor, Record<string, string>]>;
    isDiscovery?: boolean;
    isHidden?: Check;
    isDisabled?: Check;
    schema: Schema;
}

export interface Section {
    icon: ReactElement;
    sectionTitle: Text;
    id?: string;
    isHidden?: Check;
    subsections: Record<string, SubSection>;
}

/** The host's admin definition: section key → section. */
export type Definition = Record<string, Section>;
