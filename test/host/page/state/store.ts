import {applyMiddleware, combineReducers, legacy_createStore as createStore} from 'redux';

import {entities, views} from './entities.ts';
import {plugins} from './plugins.ts';

import type {HostAction} from './actions.ts';
import type {HostState} from './state.ts';
import type {Middleware, Reducer, Store} from 'redux';

let reducers = {entities, plugins, views} as unknown as Record<string, Reducer>;

// The host's store takes thunks; plugins rely on it.
const thunk: Middleware = ({dispatch, getState}) => (next) => (action) => (
    typeof action === 'function' ? action(dispatch, getState) : next(action)
);

export const store = createStore(combineReducers(reducers), applyMiddleware(thunk)) as unknown as Store<HostState, HostAction>;

/** Adds a plugin's reducer while the page runs. */
export function registerReducer(name: string, reducer: Reducer): void {
    reducers = {...reducers, [name]: reducer};
    store.replaceReducer(combineReducers(reducers) as unknown as Reducer<HostState, HostAction>);
}
