import React, {useId, useLayoutEffect, useRef} from 'react';

import {CloseButton} from './close_button.tsx';

interface Props {
    title: React.ReactNode;
    children: React.ReactNode;
    footer: React.ReactNode;

    /** Called for Escape and the close button. Without it the dialog cannot be left. */
    onClose: (() => void) | undefined;
}

/** A modal dialog on the browser's own: it traps the focus, gives it back, and makes the page behind it inert. */
export function Dialog({title, children, footer, onClose}: Props) {
    const ref = useRef<HTMLDialogElement>(null);
    const titleId = useId();

    // Before the page takes it out: only a dialog that is still there gives the focus back.
    useLayoutEffect(() => {
        const dialog = ref.current;
        dialog?.showModal();

        // A button that was pressed and is now disabled has lost the focus: then keys go past the dialog.
        const keepLostEscape = (event: KeyboardEvent) => isOutside(event.target) && keepEscapeFromHost(event);
        window.addEventListener('keydown', keepLostEscape, true);
        return () => {
            window.removeEventListener('keydown', keepLostEscape, true);
            dialog?.close();
        };
    }, []);

    // Chromium closes a dialog on a second Escape whatever the first was told: then it opens again.
    const keepOpen = () => {
        if (!onClose && ref.current?.isConnected && !ref.current.open) {
            ref.current.showModal();
        }
    };

    return (
        <dialog
            ref={ref}
            className='TokenAudit__dialog'
            aria-labelledby={titleId}
            onCancel={(event) => {
                event.preventDefault();
                onClose?.();
            }}
            onClose={keepOpen}
            onKeyDown={keepEscapeFromHost}
        >
            <header className='TokenAudit__dialog-header'>
                <h2 id={titleId}>{title}</h2>
                {onClose && <CloseButton onClose={onClose}/>}
            </header>
            <div className='TokenAudit__dialog-body'>{children}</div>
            <footer className='TokenAudit__dialog-footer'>{footer}</footer>
        </dialog>
    );
}

// Inside one of the host's own dialogs Escape would close that as well: it listens on the document, for keys going up too.
function keepEscapeFromHost(event: KeyboardEvent | React.KeyboardEvent) {
    if (event.key === 'Escape') {
        event.stopPropagation();
        window.addEventListener('keyup', (up) => up.stopPropagation(), {capture: true, once: true});
    }
}

function isOutside(target: EventTarget | null): boolean {
    return !(target instanceof Element && target.closest('dialog[open]'));
}
