import React from 'react';

const paths = {
    search: 'M11 4a7 7 0 1 0 4.2 12.6l4.1 4.1 1.4-1.4-4.1-4.1A7 7 0 0 0 11 4Zm0 2a5 5 0 1 1 0 10 5 5 0 0 1 0-10Z',
    close: 'm6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4Z',
    refresh: 'M17.7 6.3A8 8 0 1 0 19.7 14h-2.1a6 6 0 1 1-1.4-6.2L13 11h7V4Z',
    sortUp: 'M11 20V7.8l-5.6 5.6L4 12l8-8 8 8-1.4 1.4L13 7.8V20Z',
    sortDown: 'M11 4v12.2l-5.6-5.6L4 12l8 8 8-8-1.4-1.4-5.6 5.6V4Z',
    check: 'm9 16.2-3.5-3.5L4 14.1 9 19 20 8l-1.4-1.4Z',
    alert: 'M12 3 1 21h22Zm0 4 7.5 12h-15ZM11 11v4h2v-4Zm0 5v2h2v-2Z',
    filter: 'M3 6h18v2H3Zm4 5h10v2H7Zm3 5h4v2h-4Z',
    chevron: 'm6.4 8.6 5.6 5.6 5.6-5.6L19 10l-7 7-7-7Z',
    copy: 'M16 1H4v16h2V3h10Zm3 4H8v18h11Zm-2 2v14h-7V7Z',
    key: 'M7 14a2 2 0 1 1 0-4 2 2 0 0 1 0 4Zm5.7-4a6 6 0 1 0 0 4H17v4h4v-4h2v-4Z',
    file: 'M6 2h9l5 5v15H4V2Zm0 2v16h12V8h-4V4Zm2 8h8v2H8Zm0 4h6v2H8Z',
    info: 'M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Zm0 2a8 8 0 1 1 0 16 8 8 0 0 1 0-16Zm-1 3h2v2h-2Zm0 4h2v6h-2Z',
} as const;

/** One of the few pictures used here; decoration only, the words stand beside it. */
export function Icon({name, size = 16}: {name: keyof typeof paths; size?: number}) {
    return (
        <svg
            className='TokenAudit__icon'
            aria-hidden='true'
            width={size}
            height={size}
            viewBox='0 0 24 24'
            fill='currentColor'
        >
            <path d={paths[name]}/>
        </svg>
    );
}
