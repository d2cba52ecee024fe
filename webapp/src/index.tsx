import './shared/public_path.ts';
import {addConsolePage} from './console/add_console_page.ts';
import {entryTexts} from './shared/entry_texts.ts';
import {PLUGIN_ID} from './shared/host.ts';
import {surface} from './shared/surface.tsx';
import {registerTrace} from './trace/register_trace.tsx';

import type {HostStore, Registry} from './shared/host.ts';

/** Registers the surfaces, each of which loads when it opens. */
function register(registry: Registry, store: HostStore): void {
    const consolePage = surface(() => import(/* webpackChunkName: "console" */ './console/console_page.tsx'));
    const settingsPage = surface(() => import(/* webpackChunkName: "console" */ './console/settings_page.tsx'));
    const myTokens = surface(() => import(/* webpackChunkName: "my_tokens" */ './my_tokens/my_tokens_pane.tsx'));
    registry.registerTranslations?.(entryTexts);
    registry.registerAdminConsoleCustomSetting('AccessTokens', settingsPage, {showTitle: false});
    registry.registerAdminConsolePlugin?.((definition) => addConsolePage(definition, consolePage));
    registry.registerUserSettings?.({id: PLUGIN_ID, uiName: 'Access tokens', icon: 'icon-key-variant', sections: [{title: 'Access tokens', component: myTokens}]});
    registerTrace(registry, store);
}

window.registerPlugin(PLUGIN_ID, {
    initialize(registry: Registry, store: HostStore) {
        try {
            register(registry, store);
        } catch (error) {
            // The host lets a throw here empty its whole page, for everybody (seen in 11.6).
            // eslint-disable-next-line no-console -- the only place left to say it
            console.error('Token Audit could not register itself with this version of Mattermost.', error);
        }
    },
});
