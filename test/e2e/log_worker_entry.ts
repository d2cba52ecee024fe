import '../../webapp/src/shared/public_path.ts';
import {LogStore} from '../../webapp/src/logs/log_store.ts';
import {PLUGIN_ID} from '../../webapp/src/shared/host.ts';

/** The plugin as a test of its worker needs it: nothing but the store, in reach of the test. */
window.registerPlugin(PLUGIN_ID, {
    initialize() {
        Object.assign(window, {logStore: new LogStore()});
    },
});
