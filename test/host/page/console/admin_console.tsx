import React, {useEffect} from 'react';
import {useSelector} from 'react-redux';
import {Redirect, Route, Switch} from 'react-router-dom';

import {client} from '../client.ts';
import {isSystemAdmin, loadAdminConfig} from '../state/load.ts';
import {store} from '../state/store.ts';

import {Icon} from './icons.tsx';
import {BlockableLink, DiscardChangesModal, setNavigationBlocked} from './navigation_guard.tsx';
import {consoleAccess, pluggedDefinition} from './plugged_definition.ts';
import {SchemaPage} from './schema_page.tsx';
import {Sidebar} from './sidebar.tsx';

import type {HostState} from '../state/state.ts';
import type {Check} from './types.ts';
import type {Role} from '@mattermost/types/roles';
import type {RouteComponentProps} from 'react-router-dom';

/** The System Console. Nothing in it catches an error of a plugin, as nothing does in the host. */
export function AdminConsole({match}: RouteComponentProps) {
    const definition = useSelector(pluggedDefinition);
    const {config, environmentConfig} = useSelector(({entities}: HostState) => entities.admin);
    const {license, config: clientConfig} = useSelector(({entities}: HostState) => entities.general);
    const roles = useSelector(({entities}: HostState) => entities.roles.roles);
    const teamName = useSelector(({entities: {teams}}: HostState) => teams.teams[teams.currentTeamId]?.display_name);
    const isAdmin = useSelector(isSystemAdmin);

    useEffect(() => {
        const root = document.getElementById('root');
        document.body.classList.add('console__body');
        root?.classList.add('console__root');
        void (isAdmin && loadAdminConfig());
        return () => {
            document.body.classList.remove('console__body');
            root?.classList.remove('console__root');
        };
    }, [isAdmin]);

    if (!isAdmin) {
        return <Redirect to='/'/>;
    }
    if (Object.keys(config).length === 0) {
        return <div/>;
    }

    const access = consoleAccess(definition);
    const enterpriseReady = clientConfig.BuildEnterpriseReady === 'true';
    const holds = (check: Check | undefined) => (typeof check === 'function' ? check(config, {search: ''}, license, enterpriseReady, access, {}, true) : Boolean(check));
    const pages = Object.values(definition).filter(({isHidden}) => !holds(isHidden)).flatMap(({subsections}) => Object.values(subsections)).filter(({isHidden}) => !holds(isHidden));
    const first = pages.find(({url, isDisabled}) => !holds(isDisabled) && !url.includes(':'));
    return (
        <>
            <div className='backstage-navbar'>
                <BlockableLink
                    className='backstage-navbar__back'
                    to='/'
                >
                    <Icon name='back'/>
                    <span>{teamName ? `Back to ${teamName}` : 'Back'}</span>
                </BlockableLink>
            </div>
            <Sidebar
                definition={definition}
                holds={holds}
            />
            <div
                className='admin-console__wrapper admin-console'
                id='adminConsoleWrapper'
            >
                <div>
                    <Switch>
                        {pages.map(({url, schema, isDisabled}) => (
                            <Route
                                key={url}
                                path={`${match.url}/${url}`}
                                render={(route) => (
                                    <SchemaPage
                                        {...route}
                                        {...{schema, config, environmentConfig, license, roles, enterpriseReady, setNavigationBlocked, patchConfig, editRole}}
                                        consoleAccess={access}
                                        cloud={{}}
                                        isCurrentUserSystemAdmin={true}
                                        isDisabled={holds(isDisabled)}
                                    />
                                )}
                            />
                        ))}
                        <Redirect to={`${match.url}/${first?.url ?? ''}`}/>
                    </Switch>
                </div>
            </div>
            <DiscardChangesModal/>
        </>
    );
}

async function patchConfig(patch: object): Promise<{data?: unknown; error?: {message: string}}> {
    try {
        const config = await client.patchConfig(patch);
        store.dispatch({type: 'RECEIVED_ENTITIES', data: {admin: {config}}});
        return {data: config};
    } catch (error) {
        return {error: error as Error};
    }
}

function editRole(role: Role): Promise<Role> {
    return client.patchRole(role.id, role);
}
