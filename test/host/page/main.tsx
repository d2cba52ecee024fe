// First of all: what follows reads the base path, and plugins read the libraries.
import './globals.ts';

import React from 'react';
import ReactDOM from 'react-dom';

import './css/bootstrap_rules.css';
import './css/host_rules.css';
import './css/buttons.css';
import './css/console.css';
import './css/console_sidebar.css';
import './css/app.css';
import './css/settings_modal.css';
import {App} from './app.tsx';
import {hostWindow} from './host_window.ts';
import {syncPlugins} from './plugin_loader.ts';
import {currentUser} from './state/load.ts';
import {store} from './state/store.ts';

hostWindow.__host = {
    syncPlugins,
    setTheme: (theme) => {
        store.dispatch({type: 'CHANGED_VIEWS', data: {theme}});
    },
    setLocale: (locale) => {
        const user = currentUser(store.getState());
        if (user) {
            store.dispatch({type: 'RECEIVED_ENTITIES', data: {users: {profiles: {[user.id]: {...user, locale}}}}});
        }
    },
};

// The host still starts React the old way, in which updates outside of event handlers are not batched.
ReactDOM.render(<App/>, document.getElementById('root'));
