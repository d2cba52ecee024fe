import './shared/public_path.ts';
import {addConsolePage} from './console_page.ts';
import {PLUGIN_ID} from './shared/host.ts';
import {surface} from './shared/surface.tsx';

import type {Registry} from './shared/host.ts';

window.registerPlugin(PLUGIN_ID, {
    initialize(registry: Registry) {
        const consolePage = surface(() => import(/* webpackChunkName: "tokens" */ './tokens/console_page.tsx'));
        registry.registerAdminConsoleCustomSetting('AccessTokens', surface(() => import(/* webpackChunkName: "tokens" */ './tokens/settings_page.tsx')), {showTitle: false});
        registry.registerAdminConsolePlugin?.((definition) => addConsolePage(definition, consolePage));
    },
});
