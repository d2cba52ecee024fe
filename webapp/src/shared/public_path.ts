// Imported first: chunks come from where the server puts the plugin's files, under the host's base path.
import {basePath, PLUGIN_ID} from './host.ts';

declare let __webpack_public_path__: string;

// eslint-disable-next-line @typescript-eslint/no-unused-vars, prefer-const -- webpack's own variable
__webpack_public_path__ = `${basePath()}/static/plugins/${PLUGIN_ID}/`;
