import React from 'react';

import {visibleText} from './visible_text.ts';

interface Props {
    text: string;

    /** UTF-16 units that are shown. */
    max?: number;
}

/** Text that came out of a log, by itself: it changes neither the direction nor the look of what stands around it. */
export function LogText({text, max}: Props) {
    return <bdi>{visibleText(text, max)}</bdi>;
}
