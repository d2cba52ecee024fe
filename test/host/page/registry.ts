import React from 'react';

import {reArg} from './re_arg.ts';
import {methodsNotBuilt} from './registry_methods.ts';
import {registerReducer, store} from './state/store.ts';
import {registerTranslations} from './translations.ts';

import type {ComponentKind, CustomSection, PluginComponent, PluginComponentType} from './state/state.ts';
import type {TranslationsSource} from './translations.ts';
import type {ElementType, ReactNode} from 'react';
import type {Reducer} from 'redux';

type Resolvable = ReactNode | ElementType;
type Setting = Omit<CustomSection, 'pluginId'>;

/** The methods of the host's registry that the stand-in has, with the host's signatures (its plugins/registry.ts). */
class PluginRegistry {
    readonly supports = {globalAppBar: true, globalRhs: true};

    constructor(readonly id: string) {}

    registerRootComponent = reArg(['component'], ({component}: {component: PluginComponentType}) => this.add('Root', {component}));

    registerCustomRoute = reArg(['route', 'component'], ({route, component}: {route: string; component: PluginComponentType}) => (
        this.add('CustomRouteComponent', {component, route: `${this.id}/${route.trim().replace(/^\//, '')}`})
    ));

    registerMainMenuAction = reArg(['text', 'action', 'mobileIcon'], ({text, action}: {text: Resolvable; action: () => void; mobileIcon: Resolvable}) => (
        this.add('MainMenu', {text: resolved(text), action})
    ));

    registerPostDropdownMenuAction = reArg(['text', 'action', 'filter'], ({text, action, filter}: {text: Resolvable} & Pick<PluginComponent, 'action' | 'filter'>) => (
        this.add('PostDropdownMenu', {text: resolved(text), action, filter})
    ));

    registerSlashCommandWillBePostedHook = reArg(['hook'], ({hook}: Pick<PluginComponent, 'hook'>) => this.add('SlashCommandWillBePosted', {hook}));

    unregisterComponent = reArg(['componentId'], ({componentId}: {componentId: string}) => {
        store.dispatch({type: 'REMOVED_PLUGIN_COMPONENT', id: componentId});
    });

    registerReducer = reArg(['reducer'], ({reducer}: {reducer: Reducer}) => registerReducer(`plugins-${this.id}`, reducer));

    registerTranslations = reArg(['getTranslationsForLocale'], ({getTranslationsForLocale}: {getTranslationsForLocale: TranslationsSource}) => (
        registerTranslations(this.id, getTranslationsForLocale)
    ));

    registerAdminConsolePlugin = reArg(['func'], ({func}: {func: (definition: unknown) => unknown}) => {
        store.dispatch({type: 'RECEIVED_ADMIN_CONSOLE_REDUCER', data: {pluginId: this.id, reducer: func}});
    });

    unregisterAdminConsolePlugin = () => {
        store.dispatch({type: 'REMOVED_ADMIN_CONSOLE_REDUCER', data: {pluginId: this.id}});
    };

    registerAdminConsoleCustomSetting = reArg(['key', 'component', 'options'], ({key, component, options}: Setting & {options?: {showTitle?: boolean}}) => {
        const data = {pluginId: this.id, key, component, options: {showTitle: options?.showTitle ?? false}};
        store.dispatch({type: 'RECEIVED_ADMIN_CONSOLE_CUSTOM_COMPONENT', data});
    });

    registerAdminConsoleCustomSection = reArg(['key', 'component'], ({key, component}: Setting) => {
        store.dispatch({type: 'RECEIVED_ADMIN_CONSOLE_CUSTOM_SECTION', data: {pluginId: this.id, key, component}});
    });

    registerUserSettings = reArg(['setting'], ({setting}: {setting: unknown}) => {
        store.dispatch({type: 'RECEIVED_PLUGIN_USER_SETTINGS', data: {pluginId: this.id, setting}});
    });

    private add(kind: ComponentKind, component: Omit<PluginComponent, 'id' | 'pluginId'>): string {
        const id = crypto.randomUUID();
        store.dispatch({type: 'RECEIVED_PLUGIN_COMPONENT', name: kind, data: {id, pluginId: this.id, ...component}});
        return id;
    }
}

/** A registry whose methods that the host has and the stand-in has not throw, naming themselves. */
export function createRegistry(pluginId: string): object {
    return new Proxy(new PluginRegistry(pluginId), {
        get(registry, name, receiver) {
            if (methodsNotBuilt.has(String(name))) {
                return () => {
                    throw new Error(`The stand-in host has no ${String(name)} yet.`);
                };
            }
            return Reflect.get(registry, name, receiver);
        },
    });
}

// A menu's text may be a component instead of an element.
function resolved(element: Resolvable): ReactNode {
    const isComponent = typeof element === 'function' || (typeof element === 'object' && element !== null && '$$typeof' in element && !React.isValidElement(element));
    return isComponent ? React.createElement(element as ElementType) : element as ReactNode;
}
