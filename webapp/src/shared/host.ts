import type React from 'react';
import type {MessageDescriptor} from 'react-intl';

export const PLUGIN_ID = 'token-audit';

/** Path of the plugin's own page in the System Console, below `/admin_console/`. */
export const ACCESS_TOKENS_URL = 'user_management/access_tokens';

declare global {
    interface Window {

        /** Set by the host: the path the server lives under, such as `/company/mattermost`; absent or empty at the root. */
        basename?: string;
        registerPlugin(id: string, plugin: Plugin): void;

        /** The host's router, for what is no component. */
        WebappUtils?: {browserHistory?: {push(path: string): void}};
    }
}

/** What Mattermost's web app calls of a plugin (webapp/channels/src/plugins/index.ts). */
export interface Plugin {
    initialize(registry: Registry, store: HostStore): void;
    uninitialize?(): void;
}

/** The part of Mattermost's plugin registry that is used here (webapp/channels/src/plugins/registry.ts). */
export interface Registry {

    /** Not under the host's promise of stability: may be missing one day. */
    registerAdminConsolePlugin?(func: (definition: AdminDefinition) => AdminDefinition): void;
    /** The host asks once per locale, and does not wait: the texts must be at hand. Its own server's texts go over them. */
    registerTranslations?(getTranslationsForLocale: (locale: string) => Record<string, string>): void;
    registerCustomRoute?(route: string, component: React.ComponentType): string;
    registerMainMenuAction?(text: React.ReactNode, action: () => void, mobileIcon: React.ReactNode): string;

    /** `filter` is asked for every post whose menu opens. */
    registerPostDropdownMenuAction?(text: React.ReactNode, action: (postId: string) => void, filter?: (postId: string) => boolean): string;

    /** The hook answers {} to a command that it has taken over: then nothing is sent. */
    registerSlashCommandWillBePostedHook?(hook: (message: string) => object | undefined): string;
    registerAdminConsoleCustomSetting(key: string, component: React.ComponentType, options?: {showTitle: boolean}): void;

    /** A component has to be a plain function: the host drops any other, and gives it no props. */
    registerUserSettings?(settings: {id: string; uiName: string; icon?: string; sections: Array<{title: string; component: () => React.ReactElement}>}): void;
}

/** The host's redux store. Its state is not under the host's promise of stability. */
export interface HostStore {
    getState(): unknown;
}

/** The System Console's definition, as far as a page is added to it (admin_console/types.ts). */
export interface AdminDefinition {
    [section: string]: {
        subsections?: Record<string, AdminSubsection>;
    } | undefined;
}

export interface AdminSubsection {
    url: string;
    title: string | MessageDescriptor;
    searchableStrings: Array<string | MessageDescriptor>;
    isHidden?: (...host: unknown[]) => boolean;
    schema: {id: string; component: React.ComponentType};
}

export function basePath(): string {
    return window.basename && window.basename !== '/' ? window.basename.replace(/\/$/, '') : '';
}
