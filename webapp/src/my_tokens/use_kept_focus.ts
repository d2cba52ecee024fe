import {useEffect, useRef} from 'react';

import type {RefObject} from 'react';

/**
 * Gives the focus to a neighbour where a change took away what had it: `keep(id)` before the list is read anew, the id
 * being that of the item that was acted on. `key` changes with every answer.
 */
export function useKeptFocus(list: RefObject<HTMLUListElement>, fallback: RefObject<HTMLButtonElement>, key: unknown): (id: string) => void {
    const kept = useRef<{id: string; position: number}>();

    useEffect(() => {
        const was = kept.current;
        kept.current = undefined;
        if (was && document.activeElement === document.body) {
            const items = itemsOf(list);
            const item = items.find(({dataset}) => dataset.token === was.id) ?? items[was.position] ?? items.at(-1);
            (item?.querySelector('button') ?? fallback.current)?.focus();
        }
    }, [list, fallback, key]);

    return (id) => {
        kept.current = {id, position: itemsOf(list).findIndex(({dataset}) => dataset.token === id)};
    };
}

function itemsOf(list: RefObject<HTMLUListElement>): HTMLElement[] {
    return [...list.current?.querySelectorAll<HTMLElement>(':scope > li') ?? []];
}
