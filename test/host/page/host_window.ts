import type {History} from 'history';
import type {Store} from 'redux';

/** What a plugin hands to `window.registerPlugin`. */
export interface WebappPlugin {
    initialize?: (registry: object, store: Store) => void;
    uninitialize?: () => void;

    /** From the plugins beta; the host still calls it where `uninitialize` is missing. */
    deinitialize?: () => void;
}

/** Switches for tests; the real web app has none of them. */
export interface HostControls {

    /** As if the user had chosen another language in the settings. */
    setLocale: (locale: string) => void;

    /** As if the user had chosen Mattermost's light (Denim) or dark (Onyx) theme. The System Console stays light. */
    setTheme: (theme: 'light' | 'dark') => void;

    /** As if the server had announced that a plugin was enabled, disabled or updated. */
    syncPlugins: () => Promise<void>;
}

interface HostGlobals {

    /** Written into the page by the server under a subpath: `/company/mm/static/`. */
    publicPath?: string;

    /** The base path without a slash at its end: `` or `/company/mm`. */
    basename: string;
    plugins: Record<string, WebappPlugin>;
    registerPlugin: (id: string, plugin: WebappPlugin) => void;
    WebappUtils: {readonly browserHistory: History | undefined};
    __host: HostControls;
}

/** What the host puts on `window`. Not declared globally: the plugin declares its own view of the same names. */
export const hostWindow = window as unknown as HostGlobals;

/** Origin and base path, without a slash at the end; read anew because `basename` is set while the page starts. */
export const siteUrl = (): string => window.location.origin + hostWindow.basename;
