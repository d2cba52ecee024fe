import React, {useEffect, useState} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {LogProblemMessage} from './log_problem_message.tsx';
import {LogText} from './log_text.tsx';
import {LogError} from './worker_protocol.ts';

import type {ContextLine} from '../../../server-bridge/log_analysis/log_query.ts';

/** Of a longer line the rest is not what anybody reads here. */
const MAX_LINE = 2000;

interface Props {

    /** Reads the lines; may throw where the log no longer holds them. */
    read: () => Promise<ContextLine[]>;
}

/** The redacted lines around an event, read when this appears. */
export function EventContext({read}: Props) {
    const {formatMessage} = useIntl();
    const [lines, setLines] = useState<ContextLine[] | 'gone' | 'not_kept'>();
    useEffect(() => {
        let here = true;
        read().then((found) => here && setLines(found), (error: unknown) => here && setLines(isNotKept(error) ? 'not_kept' : 'gone'));
        return () => {
            here = false;
        };
        // eslint-disable-next-line react-hooks/exhaustive-deps -- once: the lines of an event do not change
    }, []);
    if (lines === undefined) {
        return (
            <p
                className='TokenAudit__muted'
                role='status'
            >
                <FormattedMessage
                    id='token_audit.logs.context.reading'
                    defaultMessage='Reading the lines …'
                />
            </p>
        );
    }
    if (lines === 'not_kept') {
        return <p role='status'><LogProblemMessage problem={{kind: 'input', input: lines}}/></p>;
    }
    if (lines === 'gone' || lines.length === 0) {
        return (
            <p role='status'>
                <FormattedMessage
                    id='token_audit.logs.context.gone'
                    defaultMessage='These lines cannot be read any more: the log has been rotated, changed or moved since. Read it again to see them.'
                />
            </p>
        );
    }
    return (
        <div
            className='TokenAudit__context'
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scroll area must be reachable by keyboard
            tabIndex={0}
            role='region'
            aria-label={formatMessage({id: 'token_audit.logs.context', defaultMessage: 'Lines of the log, secrets made unreadable'})}
        >
            {lines.map(({line, text, is_event: isEvent}) => (
                <div
                    key={line}
                    className={isEvent ? 'TokenAudit__context-event' : undefined}
                >
                    <span className='TokenAudit__muted'>{line}</span>
                    <code>
                        <LogText
                            text={text}
                            max={MAX_LINE}
                        />
                    </code>
                </div>
            ))}
        </div>
    );
}

function isNotKept(error: unknown): boolean {
    return error instanceof LogError && error.problem.kind === 'input' && error.problem.input === 'not_kept';
}
