import type {HostAction} from './actions.ts';
import type {Entities, Views} from './state.ts';

const noEntities: Entities = {
    users: {currentUserId: '', profiles: {}},
    general: {config: {}, license: {}},
    preferences: {myPreferences: {}},
    roles: {roles: {}},
    teams: {currentTeamId: '', teams: {}},
    channels: {currentChannelId: '', channels: {}},
    posts: {posts: {}},
    files: {files: {}},
    admin: {config: {}, environmentConfig: {}, plugins: {}},
};

const firstViews: Views = {theme: 'light', i18n: {translations: {}}, admin: {navigationBlocked: false}};

export function entities(state: Entities = noEntities, action: HostAction): Entities {
    if (action.type !== 'RECEIVED_ENTITIES') {
        return state;
    }
    const changed = Object.entries(action.data).map(([slice, data]) => [slice, {...state[slice as keyof Entities], ...data}]);
    return {...state, ...Object.fromEntries(changed)};
}

export function views(state: Views = firstViews, action: HostAction): Views {
    switch (action.type) {
    case 'CHANGED_VIEWS':
        return {...state, ...action.data};
    case 'RECEIVED_TRANSLATIONS':
        return {...state, i18n: {translations: {...state.i18n.translations, [action.data.locale]: action.data.translations}}};
    default:
        return state;
    }
}
