import React, {useEffect, useRef, useState} from 'react';
import {FormattedMessage} from 'react-intl';

import type {Unsure} from '../../../server-bridge/trace/word.ts';

interface Props {
    unsure: readonly Unsure[];

    /** Gets those of the words that are secrets. */
    onAnswer: (secrets: ReadonlySet<string>) => void;
}

type Said = 'id' | 'secret';

/** Asks what only the person can know. Nothing of it has left the page yet. */
export function UnsureQuestion({unsure, onAnswer}: Props) {
    const heading = useRef<HTMLHeadingElement>(null);
    const [said, setSaid] = useState(() => new Map(unsure.flatMap(({value, field}): Array<[string, Said]> => (namesAnId(field) ? [[value, 'id']] : []))));
    useEffect(() => heading.current?.focus(), []);
    const [only, ...others] = unsure;
    const answer = (answers: ReadonlyMap<string, Said>) => onAnswer(new Set([...answers].filter(([, what]) => what === 'secret').map(([value]) => value)));

    return (
        <section className='TokenAudit__trace-card TokenAudit__trace-question'>
            <h2
                ref={heading}
                tabIndex={-1}
            >
                <FormattedMessage
                    id='token_audit.trace.question'
                    defaultMessage='{count, plural, one {Is this an id or a secret?} other {Which of these are ids, and which are secrets?}}'
                    values={{count: unsure.length}}
                />
            </h2>
            <p>
                <FormattedMessage
                    id='token_audit.trace.question_why'
                    defaultMessage='They look alike: 26 letters and digits. An id is looked up on the server; a secret must not be sent to anybody. If you are not sure, say that it is a secret.'
                />
            </p>
            {only && others.length === 0 ? (
                <p className='TokenAudit__trace-choice'>
                    <Shortened word={only}/>
                    <button
                        type='button'
                        className='btn btn-tertiary btn-sm'
                        onClick={() => answer(new Map())}
                    >
                        <FormattedMessage
                            id='token_audit.trace.is_id'
                            defaultMessage='It’s an id'
                        />
                    </button>
                    <button
                        type='button'
                        className='btn btn-tertiary btn-sm'
                        onClick={() => answer(new Map([[only.value, 'secret']]))}
                    >
                        <FormattedMessage
                            id='token_audit.trace.is_secret'
                            defaultMessage='It’s a secret token'
                        />
                    </button>
                </p>
            ) : (
                <>
                    <ul className='TokenAudit__trace-words'>
                        {unsure.map((word) => (
                            <li key={word.value}>
                                <Choice
                                    word={word}
                                    said={said.get(word.value)}
                                    onSay={(what) => setSaid(new Map(said).set(word.value, what))}
                                />
                            </li>
                        ))}
                    </ul>
                    <p className='TokenAudit__trace-choice'>
                        <button
                            type='button'
                            className='btn btn-primary btn-sm'
                            disabled={unsure.some(({value}) => !said.has(value))}
                            onClick={() => answer(said)}
                        >
                            <FormattedMessage
                                id='token_audit.trace.go_on'
                                defaultMessage='Go on'
                            />
                        </button>
                        <button
                            type='button'
                            className='btn btn-tertiary btn-sm'
                            onClick={() => answer(new Map())}
                        >
                            <FormattedMessage
                                id='token_audit.trace.all_ids'
                                defaultMessage='They are all ids'
                            />
                        </button>
                    </p>
                </>
            )}
        </section>
    );
}

function Choice({word, said, onSay}: {word: Unsure; said: Said | undefined; onSay: (what: Said) => void}) {
    return (
        <fieldset className='TokenAudit__trace-word'>
            <legend><Shortened word={word}/></legend>
            {(['id', 'secret'] as const).map((what) => (
                <label key={what}>
                    <input
                        type='radio'
                        name={`trace-${word.value.slice(0, 4)}-${word.field}-${word.value.slice(-4)}`}
                        checked={said === what}
                        onChange={() => onSay(what)}
                    />
                    {what === 'id' ? (
                        <FormattedMessage
                            id='token_audit.trace.is_id'
                            defaultMessage='It’s an id'
                        />
                    ) : (
                        <FormattedMessage
                            id='token_audit.trace.is_secret'
                            defaultMessage='It’s a secret token'
                        />
                    )}
                </label>
            ))}
        </fieldset>
    );
}

/** Enough of it to find it in the box; the whole stands only there. */
function Shortened({word: {value, field}}: {word: Unsure}) {
    return (
        <span>
            <code className='TokenAudit__id'>{`${value.slice(0, 4)}…${value.slice(-4)}`}</code>
            {field && (
                <span className='TokenAudit__muted'>
                    {' '}
                    <FormattedMessage
                        id='token_audit.trace.after'
                        defaultMessage='after {field}'
                        values={{field: <code key='field'>{field}</code>}}
                    />
                </span>
            )}
        </span>
    );
}

// A proposal only: the person sees it and goes on.
function namesAnId(field: string): boolean {
    return field !== 'token_id' && (/_id$|^(?:users|channels|posts|teams|bots|files|by|actor|user|channel|team|post)$/).test(field);
}
