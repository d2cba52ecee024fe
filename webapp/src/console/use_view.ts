import {useCallback, useEffect, useState} from 'react';
import {useHistory, useLocation} from 'react-router-dom';

import {searchOfView, viewFromSearch} from './view.ts';

import type {View} from './view.ts';

/** Not at every key: browsers slow down, and Safari fails, when the address changes a hundred times in half a minute. */
const ADDRESS_AFTER_MS = 200;

/** The view, kept in the page's address so that it can be sent to a colleague. `isKnown` tells ids from what may be a secret. */
export function useView(isKnown: (id: string) => boolean, loaded: boolean): [View, (view: View) => void] {
    const {search, pathname, hash, state} = useLocation<{opened_panel?: boolean} | undefined>();
    const history = useHistory();
    const [view, setView] = useState(() => viewFromSearch(search));

    // Until the tokens are there no id is known: the address would lose what it came with.
    useEffect(() => {
        const timer = setTimeout(() => {
            const wanted = searchOfView(view, isKnown);
            if (!loaded || wanted === search) {
                return;
            }
            const [isOpen, wasOpen] = [wanted, search].map((some) => viewFromSearch(some).token !== '');
            if (wasOpen && !isOpen && state?.opened_panel) {
                history.goBack();
                return;
            }

            // Back closes the panel that was opened, and goes no further.
            const opens = isOpen && !wasOpen;
            history[opens ? 'push' : 'replace']({pathname, search: wanted, hash, state: opens ? {opened_panel: true} : state});
        }, ADDRESS_AFTER_MS);
        return () => clearTimeout(timer);
    }, [view, isKnown, loaded, search, pathname, hash, state, history]);

    useEffect(() => history.listen((location, action) => {
        if (action === 'POP' && location.pathname === pathname) {
            const {token} = viewFromSearch(location.search);
            setView((now) => ({...now, token}));
        }
    }), [history, pathname]);

    return [view, useCallback((next: View) => setView(next), [])];
}
