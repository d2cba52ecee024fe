import React, {useState} from 'react';
import {useSelector} from 'react-redux';
import {useHistory} from 'react-router-dom';

import {Icon} from '../console/icons.tsx';
import {currentUser, isSystemAdmin} from '../state/load.ts';

import {Menu} from './menu.tsx';
import {SettingsModal} from './settings_modal.tsx';

import type {HostState} from '../state/state.ts';

/** The bar across the app, with the menu that plugins add to and the button that opens the user's settings. */
export function TopBar() {
    return useSelector(currentUser) ? <Bar/> : null;
}

function Bar() {
    const history = useHistory();
    const [settingsOpen, setSettingsOpen] = useState(false);
    const isAdmin = useSelector(isSystemAdmin);
    const username = useSelector(currentUser)?.username ?? '';
    const actions = useSelector(({plugins}: HostState) => plugins.components.MainMenu);
    const systemConsole = {id: 'systemConsole', text: 'System Console', onClick: () => history.push('/admin_console')};
    return (
        <div id='global-header'>
            <Menu
                label='Main menu'
                className='stand-in__header-button'
                button={<><Icon name='list'/>{'Mattermost'}</>}
                items={[
                    ...(isAdmin ? [systemConsole] : []),
                    ...actions.map(({id, text, action}) => ({id, text, onClick: () => action?.()})),
                ]}
            />
            <div className='stand-in__header-right'>
                <button
                    type='button'
                    className='stand-in__header-button'
                    aria-label='Settings'
                    aria-haspopup='dialog'
                    onClick={() => setSettingsOpen(true)}
                >
                    <Icon name='cog'/>
                </button>
                <span className='stand-in__user'>{`@${username}`}</span>
            </div>
            <SettingsModal
                show={settingsOpen}
                onHide={() => setSettingsOpen(false)}
            />
        </div>
    );
}
