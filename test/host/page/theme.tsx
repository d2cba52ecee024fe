import {useLayoutEffect} from 'react';
import {useSelector} from 'react-redux';

import consoleVariables from '../look/variables-console.json';
import dark from '../look/variables-dark.json';
import light from '../look/variables-light.json';

import type {HostState} from './state/state.ts';
import type {ReactNode} from 'react';

/** Sets the variables that the real page defines on `:root`, as inline styles there, like the host. */
function useVariables(variables: Record<string, string>): void {
    useLayoutEffect(() => {
        for (const [name, value] of Object.entries(variables)) {
            document.documentElement.style.setProperty(name, value);
        }
    }, [variables]);
}

/** The user's theme, for the app. */
export function UserTheme({children}: {children: ReactNode}) {
    useVariables(useSelector((state: HostState) => state.views.theme) === 'dark' ? dark : light);
    return children as JSX.Element;
}

/** The default theme whatever the user has chosen: System Console and login page. */
export function DefaultTheme({children}: {children: ReactNode}) {
    useVariables(consoleVariables);
    return children as JSX.Element;
}
