import React, {useRef, useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {Icon} from '../shared/icons.tsx';

interface Props {
    onFiles: (files: File[]) => void;
    children: React.ReactNode;
}

/** Takes files that are dropped anywhere on the tab. For the keyboard there is the button that chooses files. */
export function DropArea({onFiles, children}: Props) {
    // Entering a child comes before leaving its parent: what counts is how many were entered and not left.
    const depth = useRef(0);
    const [over, setOver] = useState(false);
    const enter = (step: number) => {
        depth.current = Math.max(0, depth.current + step);
        setOver(depth.current > 0);
    };
    return (
        <div
            className='TokenAudit__logs'
            onDragEnter={(event) => holdsFiles(event) && enter(1)}
            onDragLeave={(event) => holdsFiles(event) && enter(-1)}
            onDragOver={(event) => {
                if (holdsFiles(event)) {
                    event.preventDefault();
                    event.dataTransfer.dropEffect = 'copy';
                }
            }}
            onDrop={(event) => {
                if (holdsFiles(event)) {
                    event.preventDefault();
                    enter(-depth.current);
                    onFiles([...event.dataTransfer.files]);
                }
            }}
        >
            {children}
            {over && (
                <div
                    className='TokenAudit__drop'
                    aria-hidden='true'
                >
                    <Icon
                        name='file'
                        size={40}
                    />
                    <strong>
                        <FormattedMessage
                            id='token_audit.logs.drop'
                            defaultMessage='Drop logs to read them'
                        />
                    </strong>
                </div>
            )}
        </div>
    );
}

function holdsFiles(event: React.DragEvent): boolean {
    return event.dataTransfer.types.includes('Files');
}
