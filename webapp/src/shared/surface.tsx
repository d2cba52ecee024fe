import React, {lazy, Suspense} from 'react';
import {FormattedMessage} from 'react-intl';

import {entryMessages} from './entry_texts.ts';
import {ErrorBoundary} from './error_boundary.tsx';

import type {ComponentType} from 'react';

/**
 * A surface that is fetched when it opens, behind a boundary that keeps its faults from the host.
 * A plain function, because the host drops anything else where it takes a component.
 */
export function surface(load: () => Promise<{default: ComponentType}>): () => React.ReactElement {
    return function Surface() {
        const [attempt, setAttempt] = React.useState(0);

        // lazy() remembers a failure for good: a new attempt needs a new one.
        // eslint-disable-next-line react-hooks/exhaustive-deps
        const Content = React.useMemo(() => lazy(load), [attempt]);
        return (
            <ErrorBoundary
                key={attempt}
                fallback={() => <Failure onRetry={() => setAttempt(attempt + 1)}/>}
            >
                <Suspense fallback={null}>
                    <Content/>
                </Suspense>
            </ErrorBoundary>
        );
    };
}

// The entry's texts and inline style: it shows when nothing else of ours could be loaded, translations and CSS included.
function Failure({onRetry}: {onRetry: () => void}) {
    return (
        <div
            role='alert'
            style={{padding: 24}}
        >
            <p><FormattedMessage {...entryMessages.failed}/></p>
            <button
                type='button'
                className='btn btn-tertiary'
                onClick={onRetry}
            >
                <FormattedMessage {...entryMessages.tryAgain}/>
            </button>
        </div>
    );
}
