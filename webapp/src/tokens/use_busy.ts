import {useMemo, useRef, useState} from 'react';

/** Whether someone is at work in an element, by pointer or keyboard; and the handlers that tell. */
export function useBusy() {
    const [busy, setBusy] = useState(false);
    const by = useRef({pointer: false, keyboard: false});
    const handlers = useMemo(() => {
        const note = (change: Partial<typeof by.current>) => {
            Object.assign(by.current, change);
            setBusy(by.current.pointer || by.current.keyboard);
        };
        return {
            onPointerMove: ({movementX, movementY}: React.PointerEvent) => {
                // Browsers also send it when the page moves under a pointer that rests.
                if (movementX !== 0 || movementY !== 0) {
                    note({pointer: true});
                }
            },
            onWheel: () => note({pointer: true}),
            onPointerLeave: () => note({pointer: false}),
            onFocus: ({target}: React.FocusEvent) => note({keyboard: target.matches(':focus-visible')}),
            onBlur: () => note({keyboard: false}),
        };
    }, []);
    return [busy, handlers] as const;
}
