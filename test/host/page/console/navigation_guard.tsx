import React from 'react';
import {Modal} from 'react-bootstrap';
import {useSelector} from 'react-redux';
import {NavLink, useHistory} from 'react-router-dom';

import {store} from '../state/store.ts';

import type {HostState} from '../state/state.ts';
import type {NavLinkProps} from 'react-router-dom';

/** Blocks or frees the console's links; a page blocks them while it holds unsaved changes. */
export function setNavigationBlocked(navigationBlocked: boolean): void {
    store.dispatch({type: 'CHANGED_VIEWS', data: {admin: {navigationBlocked}}});
}

/** A link that asks before it leaves unsaved changes behind. */
export function BlockableLink({to, ...props}: NavLinkProps & {to: string}) {
    const history = useHistory();
    const blocked = useSelector((state: HostState) => state.views.admin.navigationBlocked);
    return (
        <NavLink
            {...props}
            to={to}
            onClick={(event) => {
                if (blocked) {
                    event.preventDefault();
                    const onNavigationConfirmed = () => history.push(to);
                    store.dispatch({type: 'CHANGED_VIEWS', data: {admin: {navigationBlocked: true, onNavigationConfirmed}}});
                }
            }}
        />
    );
}

export function DiscardChangesModal() {
    const {onNavigationConfirmed} = useSelector((state: HostState) => state.views.admin);
    const cancel = () => setNavigationBlocked(true);
    const confirm = () => {
        setNavigationBlocked(false);
        onNavigationConfirmed?.();
    };
    return (
        <Modal
            show={Boolean(onNavigationConfirmed)}
            onHide={cancel}
            dialogClassName='discard-changes-modal'
            aria-labelledby='discardChangesLabel'
        >
            <Modal.Header>
                <Modal.Title
                    componentClass='h1'
                    id='discardChangesLabel'
                >
                    {'Discard Changes?'}
                </Modal.Title>
            </Modal.Header>
            <Modal.Body>{'You have unsaved changes, are you sure you want to discard them?'}</Modal.Body>
            <Modal.Footer>
                <button
                    type='button'
                    className='btn btn-tertiary'
                    onClick={cancel}
                >
                    {'Cancel'}
                </button>
                <button
                    type='button'
                    className='btn btn-primary'
                    onClick={confirm}
                >
                    {'Yes, Discard'}
                </button>
            </Modal.Footer>
        </Modal>
    );
}
