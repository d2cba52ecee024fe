import React, {useState} from 'react';
import {Modal} from 'react-bootstrap';
import {useSelector} from 'react-redux';

import {PluggableErrorBoundary} from './pluggable.tsx';

import type {HostState, UserSettings} from '../state/state.ts';

const hostTabs = ['Notifications', 'Display', 'Sidebar', 'Advanced'];

/**
 * The user's settings. Like the host's it is a react-bootstrap modal: focus that leaves it is pulled back,
 * and what a plugin renders elsewhere in the document lies behind it.
 */
export function SettingsModal({show, onHide}: {show: boolean; onHide: () => void}) {
    const panes = Object.values(useSelector(({plugins}: HostState) => plugins.userSettings));
    const [active, setActive] = useState('notifications');
    const tab = (name: string, title: string, icon = 'icon-power-plug-outline') => (
        <button
            key={name}
            id={`${name}Button`}
            type='button'
            role='tab'
            className={`cursor--pointer style--none nav-pills__tab ${active === name ? 'active' : ''}`}
            aria-label={title.toLowerCase()}
            aria-selected={active === name}
            aria-controls={`${name}Settings`}
            tabIndex={active === name ? 0 : -1}
            onClick={() => setActive(name)}
        >
            <i className={`icon ${icon}`}/>
            {title}
        </button>
    );
    return (
        <Modal
            id='accountSettingsModal'
            show={show}
            onHide={onHide}
            role='none'
            aria-labelledby='genericModalLabel'
            aria-modal='true'
            dialogClassName='GenericModal__location--top a11y__modal GenericModal GenericModal__compassDesign settings-modal UserSettingsModal'
        >
            <div className='GenericModal__wrapper GenericModal__wrapper-enter-key-press-catcher'>
            <Modal.Header closeButton={false}>
                <h1
                    id='genericModalLabel'
                    className='modal-title'
                >
                    {'Settings'}
                </h1>
                <button
                    type='button'
                    className='close'
                    aria-label='Close'
                    onClick={onHide}
                >
                    <span aria-hidden='true'>{'×'}</span>
                </button>
            </Modal.Header>
            <Modal.Body><div className='GenericModal__body'><div>
                <div className='settings-table'>
                    <div className='settings-links'>
                        <div
                            className='nav nav-pills nav-stacked'
                            role='tablist'
                            aria-orientation='vertical'
                        >
                            <div role='group'>{hostTabs.map((title) => tab(title.toLowerCase(), title))}</div>
                            {panes.length > 0 && (
                                <>
                                    <hr/>
                                    <div
                                        role='group'
                                        aria-labelledby='userSettingsModal_pluginPreferences_header'
                                    >
                                        <div
                                            id='userSettingsModal_pluginPreferences_header'
                                            className='header'
                                            role='heading'
                                            aria-level={3}
                                        >
                                            {'PLUGIN PREFERENCES'}
                                        </div>
                                        {panes.map(({id, uiName, icon}) => tab(id, uiName, icon))}
                                    </div>
                                </>
                            )}
                        </div>
                    </div>
                    <div className='settings-content minimize-settings'>
                        {panes.filter(({id}) => id === active).map((pane) => (
                            <div key={pane.id}><Pane pane={pane}/></div>
                        ))}
                    </div>
                </div>
            </div></div></Modal.Body>
            </div>
        </Modal>
    );
}

function Pane({pane}: {pane: UserSettings}) {
    return (
        <div
            id={`${pane.id}Settings`}
            role='tabpanel'
            aria-labelledby={`${pane.id}Button`}
        >
            <div className='user-settings'>
                <h3 className='tab-header'>{`${pane.uiName} Settings`}</h3>
                <div className='divider-dark first'/>
                {pane.sections.map(({title, component: Component}) => (
                    <React.Fragment key={title}>
                        <PluggableErrorBoundary pluginId={pane.id}><Component/></PluggableErrorBoundary>
                        <div className='divider-light'/>
                    </React.Fragment>
                ))}
                <div className='divider-dark'/>
            </div>
        </div>
    );
}
