import React from 'react';

import type {ReactNode} from 'react';

export function AdminHeader({children}: {children: ReactNode}) {
    return <div className='admin-console__header'>{children}</div>;
}
