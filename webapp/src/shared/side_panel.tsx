import React, {useEffect, useRef} from 'react';

import {CloseButton} from './close_button.tsx';

interface Props {

    /** What it is, for who cannot see it. */
    label: string;
    title: React.ReactNode;

    /** Whose details these are: of another one, the title gets the focus again. */
    subject: string;
    className?: string;
    onClose: () => void;
    children: React.ReactNode;
}

/** Details beside a table. Escape closes it. */
export function SidePanel({label, title, subject, className = '', onClose, children}: Props) {
    const heading = useRef<HTMLHeadingElement>(null);

    // When it goes, whatever led here has the focus again, unless something else has it by then.
    useEffect(() => {
        const opener = document.activeElement;
        return () => {
            if (document.activeElement === document.body && opener instanceof HTMLElement) {
                opener.focus();
            }
        };
    }, [subject]);
    useEffect(() => {
        heading.current?.focus();

        // On a narrow or low page it may begin in sight and end out of it.
        heading.current?.closest('aside')?.scrollIntoView({block: 'nearest'});
    }, [subject]);
    useEffect(() => {
        // A dialog above takes Escape for itself.
        const close = (event: KeyboardEvent) => event.key === 'Escape' && !document.querySelector('dialog[open]') && onClose();
        document.addEventListener('keydown', close);
        return () => document.removeEventListener('keydown', close);
    }, [onClose]);
    return (
        <aside
            className={`TokenAudit__panel ${className}`}
            aria-label={label}
        >
            <header className='TokenAudit__panel-header'>
                <h2
                    ref={heading}
                    tabIndex={-1}
                >
                    {title}
                </h2>
                <CloseButton onClose={onClose}/>
            </header>
            <div className='TokenAudit__panel-body'>{children}</div>
        </aside>
    );
}

/** A name with what is known of it, in a list of such. */
export function Fact({name, children}: {name: string; children: React.ReactNode}) {
    return (
        <div>
            <dt>{name}</dt>
            <dd>{children}</dd>
        </div>
    );
}

export function Section({title, children}: {title: string; children: React.ReactNode}) {
    return (
        <section>
            <h3>{title}</h3>
            {children}
        </section>
    );
}
