import React from 'react';
import {FormattedMessage} from 'react-intl';

import {message} from '../messages.ts';

import type {PluginComponent} from '../state/state.ts';
import type {ReactNode} from 'react';

const errorOccurred = message('pluggable.errorOccurred', 'An error occurred in the {pluginId} plugin.');

/** What the host puts around plugin components everywhere but in the System Console. */
export class PluggableErrorBoundary extends React.Component<{pluginId: string; children: ReactNode}, {hasError: boolean}> {
    override state = {hasError: false};

    static getDerivedStateFromError() {
        return {hasError: true};
    }

    override render() {
        if (!this.state.hasError) {
            return this.props.children;
        }
        return (
            <div role='alert'>
                <FormattedMessage
                    {...errorOccurred}
                    values={{pluginId: this.props.pluginId}}
                />
                <button
                    type='button'
                    className='btn btn-link'
                    onClick={() => this.setState({hasError: false})}
                >
                    {'Refresh?'}
                </button>
            </div>
        );
    }
}

/** Renders registered components, each inside its boundary. */
export function Pluggable({components}: {components: PluginComponent[]}) {
    return (
        <>
            {components.map(({id, pluginId, component: Component}) => Component && (
                <PluggableErrorBoundary
                    key={id}
                    pluginId={pluginId}
                >
                    <Component/>
                </PluggableErrorBoundary>
            ))}
        </>
    );
}
