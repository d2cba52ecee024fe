import React, {useEffect, useRef, useState} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';
import {useSelector} from 'react-redux';

import {message} from '../messages.ts';
import {currentUser, loadAdminPlugins} from '../state/load.ts';

import {Icon} from './icons.tsx';
import {BlockableLink} from './navigation_guard.tsx';
import {searchPages} from './search.ts';

import type {HostState} from '../state/state.ts';
import type {Check, Definition, Section, Text} from './types.ts';

const consoleName = message('admin.sidebarHeader.systemConsole', 'System Console');
const findSettings = message('admin.sidebar.filter', 'Find settings');

interface Props {
    definition: Definition;
    holds: (check: Check | undefined) => boolean;
}

/** The console's dark sidebar: the definition's titles and links, and one link for each plugin. */
export function Sidebar({definition, holds}: Props) {
    const intl = useIntl();
    const user = useSelector(currentUser);
    const plugins = useSelector(({entities}: HostState) => entities.admin.plugins);
    const [term, setTerm] = useState('');
    const search = useRef<HTMLInputElement>(null);

    useEffect(() => {
        void loadAdminPlugins();

        // The host's console starts with the search focused.
        search.current?.focus();
    }, []);

    const found = term ? searchPages(term, definition, plugins, intl) : undefined;
    const links = (section: Section): Array<[url: string, title: Text]> => [
        ...Object.values(section.subsections).flatMap(({url, title, isHidden}): Array<[string, Text]> => (title && !holds(isHidden) ? [[url, title]] : [])),
        ...(section.id === 'plugins' ? Object.values(plugins).map(({id, name}): [string, Text] => [`plugins/plugin_${id}`, name]) : []),
    ].filter(([url]) => !found || found.has(url)) as Array<[string, Text]>;

    return (
        <div className='admin-sidebar'>
            <div className='AdminSidebarHeader'>
                <div className='header__info'>
                    <div className='team__name'><FormattedMessage {...consoleName}/></div>
                    <div className='user__name'>{`@${user?.username ?? ''}`}</div>
                </div>
                <Icon
                    name='list'
                    className='menu-icon'
                />
            </div>
            <div className='filter-container'>
                <Icon
                    name='search'
                    className='search__icon'
                />
                <input
                    ref={search}
                    id='adminSidebarFilter'
                    className='filter'
                    type='text'
                    placeholder={intl.formatMessage(findSettings)}
                    value={term}
                    onChange={(event) => setTerm(event.target.value)}
                />
            </div>
            <div className='nav-pills__container'>
                <ul className='nav nav-pills nav-stacked'>
                    {Object.entries(definition).map(([key, section]) => (!holds(section.isHidden) && links(section).length > 0 && (
                        <Category
                            key={key}
                            section={section}
                            links={links(section)}
                        />
                    )))}
                </ul>
            </div>
        </div>
    );
}

function Category({section, links}: {section: Section; links: Array<[url: string, title: Text]>}) {
    return (
        <li className='sidebar-category'>
            <div className='category-title category-title--active'>
                <span className='category-icon'>{section.icon}</span>
                <span className='category-title__text'><Words text={section.sectionTitle}/></span>
            </div>
            <ul className='sections'>
                {links.map(([url, title]) => (
                    <li
                        key={url}
                        className='sidebar-section'
                    >
                        <BlockableLink
                            to={`/admin_console/${url}`}
                            className='sidebar-section-title'
                            activeClassName='sidebar-section-title sidebar-section-title--active'
                        >
                            <span className='sidebar-section-title__text'><Words text={title}/></span>
                        </BlockableLink>
                    </li>
                ))}
            </ul>
        </li>
    );
}

function Words({text}: {text: Text}) {
    return typeof text === 'string' ? <>{text}</> : <FormattedMessage {...text}/>;
}
