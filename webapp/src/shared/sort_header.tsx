import React from 'react';

import {Icon} from './icons.tsx';

interface Props {
    children: React.ReactNode;

    /** How the table is sorted by this column; undefined where it is sorted by another one. */
    sorted: 'ascending' | 'descending' | undefined;
    onSort: () => void;
    title?: string | undefined;
}

/** Which way a table is sorted, as assistive technology calls it. */
export function orderOf({descending}: {descending: boolean}): 'ascending' | 'descending' {
    return descending ? 'descending' : 'ascending';
}

/** The head of a column that can be sorted by. */
export function SortHeader({children, sorted, onSort, title}: Props) {
    return (
        <div
            role='columnheader'
            aria-sort={sorted ?? 'none'}
            className='TokenAudit__cell'
        >
            <button
                type='button'
                className='TokenAudit__sort'
                title={title}
                onClick={onSort}
            >
                {children}
                {sorted && <Icon name={sorted === 'descending' ? 'sortDown' : 'sortUp'}/>}
            </button>
        </div>
    );
}
