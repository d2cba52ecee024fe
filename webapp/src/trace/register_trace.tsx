import React from 'react';
import {FormattedMessage} from 'react-intl';

import {entryMessages} from '../shared/entry_texts.ts';
import {PLUGIN_ID} from '../shared/host.ts';
import {surface} from '../shared/surface.tsx';

import {handOver} from './handover.ts';
import {postOf} from './host_state.ts';

import type {HostStore, Registry} from '../shared/host.ts';

const ROUTE = '/trace';
const COMMAND = /^\/token-trace(?:\s+([\s\S]*))?$/i;

/** What may be an id, a secret or a fingerprint. */
const TRACEABLE = /(?:^|[^A-Za-z0-9])(?:[a-z0-9]{26}|[0-9a-f]{64})(?![A-Za-z0-9])|\[secret [0-9a-f]{8}\]/;

/** The page Trace and the ways to it. Whatever is handed to the page stays in memory. */
export function registerTrace(registry: Registry, store: HostStore): void {
    registry.registerCustomRoute?.(ROUTE, surface(() => import(/* webpackChunkName: "trace" */ './trace_page.tsx')));
    registry.registerMainMenuAction?.(
        <FormattedMessage {...entryMessages.traceMenu}/>,
        openPage,
        <i className='icon icon-key-variant'/>,
    );
    registry.registerPostDropdownMenuAction?.(
        <FormattedMessage {...entryMessages.tracePostMenu}/>,
        (postId) => {
            handOver(postOf(store.getState(), postId) ?? {message: '', attachments: []});
            openPage();
        },
        (postId) => {
            const post = postOf(store.getState(), postId);
            return post !== undefined && (TRACEABLE.test(post.message) || post.attachments.length > 0);
        },
    );
    registry.registerSlashCommandWillBePostedHook?.((message) => {
        const command = COMMAND.exec(message.trim());
        if (!command) {
            return undefined;
        }
        handOver({message: command[1] ?? '', attachments: []});

        // The host first clears the box that was typed into: it keeps what stands in there when the page is left as a draft.
        setTimeout(openPage);
        return {};
    });
}

function openPage(): void {
    window.WebappUtils?.browserHistory?.push(`/plug/${PLUGIN_ID}${ROUTE}`);
}
