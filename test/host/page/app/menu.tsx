import React, {useEffect, useRef, useState} from 'react';

import type {ReactNode} from 'react';

interface Props {
    label: string;
    button: ReactNode;
    className: string;
    items: Array<{id: string; text: ReactNode; onClick: () => void}>;
}

/** A button that opens a menu; choosing an item or clicking elsewhere closes it. */
export function Menu({label, button, className, items}: Props) {
    const [open, setOpen] = useState(false);
    const wrapper = useRef<HTMLDivElement>(null);

    useEffect(() => {
        const close = (event: MouseEvent) => {
            if (!wrapper.current?.contains(event.target as Node)) {
                setOpen(false);
            }
        };
        document.addEventListener('click', close);
        return () => document.removeEventListener('click', close);
    }, []);

    return (
        <div
            ref={wrapper}
            className='MenuWrapper'
        >
            <button
                type='button'
                className={className}
                aria-label={label}
                aria-haspopup='menu'
                aria-expanded={open}
                onClick={() => setOpen(!open)}
            >
                {button}
            </button>
            {open && (
                <ul
                    className='Menu dropdown-menu'
                    role='menu'
                    aria-label={label}
                >
                    {items.map(({id, text, onClick}) => (
                        <li
                            key={id}
                            className='MenuItem'
                            role='none'
                        >
                            <button
                                type='button'
                                role='menuitem'
                                className='style--none'
                                onClick={() => {
                                    setOpen(false);
                                    onClick();
                                }}
                            >
                                {text}
                            </button>
                        </li>
                    ))}
                </ul>
            )}
        </div>
    );
}
