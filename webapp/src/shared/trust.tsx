import React from 'react';

import {Icon} from './icons.tsx';

interface Props {

    /** Whether what stands beside it was proven; otherwise the children say what is missing. */
    proven?: boolean;
    children: React.ReactNode;

    /** A way out, beside the words. */
    action?: React.ReactNode;
}

/** How far what the page shows can be trusted, with a sign to be seen at a glance. */
export function Trust({proven = false, children, action}: Props) {
    return (
        <span className={`TokenAudit__trust TokenAudit__trust--${proven ? 'proven' : 'incomplete'}`}>
            <Icon name={proven ? 'check' : 'alert'}/>
            <span>{children}</span>
            {action}
        </span>
    );
}
