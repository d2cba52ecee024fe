import React, {useEffect, useState} from 'react';
import {Provider, useSelector} from 'react-redux';
import {BrowserRouter, Redirect, Route, Switch, useHistory, useLocation} from 'react-router-dom';

import {ChannelView} from './app/channel_view.tsx';
import {LoginForm} from './app/login_form.tsx';
import {Pluggable} from './app/pluggable.tsx';
import {TopBar} from './app/top_bar.tsx';
import {AdminConsole} from './console/admin_console.tsx';
import {hostWindow} from './host_window.ts';
import {HostIntl} from './intl.tsx';
import {initializePlugins} from './plugin_loader.ts';
import {loadConfigAndMe} from './state/load.ts';
import {store} from './state/store.ts';
import {DefaultTheme, UserTheme} from './theme.tsx';

import type {HostState} from './state/state.ts';

export function App() {
    return (
        <Provider store={store}>
            <BrowserRouter basename={hostWindow.basename}><Root/></BrowserRouter>
        </Provider>
    );
}

// Nothing of the page is shown before every plugin has been initialized.
function Root() {
    const history = useHistory();
    const [ready, setReady] = useState(false);
    useEffect(() => {
        hostWindow.WebappUtils = {browserHistory: history};
        void loadConfigAndMe().then(initializePlugins).then(() => setReady(true));
    }, [history]);
    return ready ? <HostIntl><Routes/></HostIntl> : <div/>;
}

function Routes() {
    return (
        <Switch>
            <Route path='/login'><DefaultTheme><LoginForm/></DefaultTheme></Route>
            <Route
                path='/admin_console'
                render={(route) => <DefaultTheme><SignedIn><AdminConsole {...route}/></SignedIn></DefaultTheme>}
            />
            <Route><UserTheme><Main/></UserTheme></Route>
        </Switch>
    );
}

// A plugin's own route stands directly in this grid, and places itself with `grid-area: center`.
// Nobody needs to have signed in to see it, and the root then grows with it.
function Main() {
    const routes = useSelector(({plugins}: HostState) => plugins.components.CustomRouteComponent);
    return (
        <>
            <TopBar/>
            <div className='main-wrapper'>
                <Switch>
                    {routes.map((one) => (
                        <Route
                            key={one.id}
                            path={`/plug/${one.route}`}
                            render={() => <Pluggable components={[one]}/>}
                        />
                    ))}
                    <Route><SignedIn><ChannelView/></SignedIn></Route>
                </Switch>
            </div>
        </>
    );
}

function SignedIn({children}: {children: JSX.Element}) {
    const {pathname, search} = useLocation();
    const isSignedIn = useSelector(({entities}: HostState) => entities.users.currentUserId !== '');
    useEffect(() => {
        // Stays there once a page for signed-in users has been shown.
        document.getElementById('root')?.classList.toggle('channel-view', isSignedIn);
    }, [isSignedIn]);
    return isSignedIn ? children : <Redirect to={`/login?redirect_to=${encodeURIComponent(pathname + search)}`}/>;
}
