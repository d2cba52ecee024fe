import React from 'react';
import {FormattedMessage} from 'react-intl';

import {AdminHeader} from './admin_header.tsx';

import type {PluginComponentType} from '../state/state.ts';
import type {MessageDescriptor} from 'react-intl';

/** A page that only keeps the place of one of the host's. */
export function dullPage(title: MessageDescriptor): PluginComponentType {
    return function DullPage() {
        return (
            <div className='wrapper--fixed'>
                <AdminHeader><FormattedMessage {...title}/></AdminHeader>
                <div className='admin-console__wrapper'>
                    <div className='admin-console__content'>
                        <p>{'This page of the System Console is not part of the stand-in host.'}</p>
                    </div>
                </div>
            </div>
        );
    };
}
