import type React from 'react';

/** For `onKeyDown` of an input: on the plugin's settings page Enter would submit the host's form. */
export function submitNothing(event: React.KeyboardEvent): void {
    if (event.key === 'Enter') {
        event.preventDefault();
    }
}
