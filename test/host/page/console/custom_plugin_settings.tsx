import React, {useMemo} from 'react';
import {useSelector} from 'react-redux';

import {pluginSchema} from './plugin_schema.ts';
import {SchemaPage} from './schema_page.tsx';

import type {HostState} from '../state/state.ts';
import type {SchemaPageProps} from './schema_page.tsx';

/** The page of a plugin's own settings; another plugin's page starts afresh. */
export function CustomPluginSettings(props: Record<string, unknown>) {
    const given = props as unknown as SchemaPageProps;
    const pluginId = given.match.params.plugin_id ?? '';
    const plugin = useSelector(({entities}: HostState) => entities.admin.plugins[pluginId]);
    const registered = useSelector(({plugins}: HostState) => plugins);
    const schema = useMemo(() => (plugin ? pluginSchema(plugin, registered) : null), [plugin, registered]);
    return (
        <SchemaPage
            {...given}
            key={schema?.id}
            schema={schema}
        />
    );
}
