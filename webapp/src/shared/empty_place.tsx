import React from 'react';
import {FormattedMessage} from 'react-intl';

import {Icon} from './icons.tsx';

interface Props {
    icon: React.ComponentProps<typeof Icon>['name'];
    title: React.ReactNode;

    /** What to know of it. */
    children?: React.ReactNode;

    /** The way out, as a button. */
    action?: {name: React.ReactNode; run: () => void};
}

/** What stands in a table's place when no row does. */
export function EmptyPlace({icon, title, children, action}: Props) {
    return (
        <div className='TokenAudit__empty'>
            <Icon
                name={icon}
                size={40}
            />
            <h3>{title}</h3>
            {children}
            {action && (
                <button
                    type='button'
                    className='btn btn-tertiary'
                    onClick={action.run}
                >
                    {action.name}
                </button>
            )}
        </div>
    );
}

/** Stands there when the rows could not be read: why, and the way to try again. */
export function FailedPlace({title, why, onRetry}: {title: React.ReactNode; why: React.ReactNode; onRetry: () => void}) {
    return (
        <div
            className='TokenAudit__empty'
            role='alert'
        >
            <Icon
                name='alert'
                size={40}
            />
            <h3>{title}</h3>
            <p>{why}</p>
            <button
                type='button'
                className='btn btn-primary'
                onClick={onRetry}
            >
                <FormattedMessage
                    id='token_audit.empty.retry'
                    defaultMessage='Try again'
                />
            </button>
        </div>
    );
}

/** Stands there while the first rows are read. */
export function LoadingPlace() {
    return (
        <div
            className='TokenAudit__skeleton'
            aria-hidden='true'
        >
            {Array.from({length: 6}, (_, i) => <span key={i}/>)}
        </div>
    );
}
