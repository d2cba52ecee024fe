import React from 'react';

// One path each in a 16 × 16 box: only to keep the sidebar's measure.
const paths = {
    back: 'M10 3 L5 8 L10 13',
    card: 'M2 4h12v8H2z M2 7h12',
    chart: 'M3 3v10h10 M6 11V8 M9 11V5 M12 11V7',
    cog: 'M8 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6 M8 2v2 M8 12v2 M2 8h2 M12 8h2',
    dots: 'M3 8h.5 M8 8h.5 M13 8h.5',
    flask: 'M6 2h4 M7 2v5l-4 6h10l-4-6V2',
    info: 'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12 M8 7v4 M8 5v.5',
    list: 'M3 4h10 M3 8h10 M3 12h10',
    nodes: 'M6 2h4v3H6z M2 11h4v3H2z M10 11h4v3h-4z M8 5v3 M4 11V8h8v3',
    people: 'M6 3a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5 M1.5 13c0-3 9-3 9 0 M11 3.5a2.3 2.3 0 0 1 0 4.5 M12 10c1.5 .5 2.5 1.5 2.5 3',
    plug: 'M5 2v4 M11 2v4 M3 6h10v2a5 4 0 0 1-10 0z M8 12v3',
    search: 'M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9 M10.5 10.5l4 4',
    server: 'M2 3h12v4H2z M2 9h12v4H2z M5 5h.5 M5 11h.5',
    shield: 'M8 2l5 2v4c0 3-2 5-5 6c-3-1-5-3-5-6V4z',
    table: 'M2 3h12v10H2z M2 6.5h12 M2 10h12 M6 3v10',
};

export type IconName = keyof typeof paths;

export function Icon({name, className}: {name: IconName; className?: string}) {
    return (
        <svg
            className={className}
            width='16'
            height='16'
            viewBox='0 0 16 16'
            fill='none'
            stroke='currentColor'
            strokeWidth='1.4'
            aria-hidden='true'
        >
            <path d={paths[name]}/>
        </svg>
    );
}
