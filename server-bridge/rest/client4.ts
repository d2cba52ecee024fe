import * as mattermost from '@mattermost/client';

// The package is CommonJS with getters: bundlers see its named exports, Node only the default one.
const {Client4} = ('default' in mattermost ? mattermost.default : mattermost) as typeof mattermost;

export {Client4};
