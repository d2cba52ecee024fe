import React, {useEffect, useLayoutEffect, useRef, useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import {toRestError} from '../../../server-bridge/rest/rest_error.ts';
import {basePath} from '../shared/host.ts';
import {Icon} from '../shared/icons.tsx';
import {MessagesProvider} from '../shared/messages_provider.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import {Answers} from './answers.tsx';
import {onHandOver, takeHandedOver} from './handover.ts';
import {readAttachments} from './read_attachments.ts';
import {SignInNotice} from './sign_in_notice.tsx';
import {TraceBox} from './trace_box.tsx';
import {TraceHelp} from './trace_help.tsx';
import {UnsureQuestion} from './unsure_question.tsx';
import {useTrace} from './use_trace.ts';
import '../shared/token_audit.css';
import '../tokens/tokens.css';
import './trace.css';

import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';

/** `/plug/token-audit/trace`: one box that takes anything with ids in it, and what they are. */
export default function TracePage() {
    useLayoutEffect(wearAppBody, []);
    return (
        <MessagesProvider>
            <main className='TokenAudit TokenAudit__trace'>
                <div className='TokenAudit__trace-column'>
                    <h1>
                        <FormattedMessage
                            id='token_audit.trace.title'
                            defaultMessage='Trace'
                        />
                    </h1>
                    <Content/>
                </div>
            </main>
        </MessagesProvider>
    );
}

// The host's bar at the top is light on light without this class, which the host sets on channels only (seen in 11.6).
// In a layout effect: its end comes before the channel, when that is what comes next, sets the class itself.
function wearAppBody(): () => void {
    const {classList} = document.body;
    const had = classList.contains('app__body');
    classList.add('app__body');
    return () => {
        if (!had) {
            classList.remove('app__body');
        }
    };
}

function Content() {
    const [client] = useState(() => new RestClient({url: basePath()}));
    const model = useTrace(client);
    const {known, error, phase, submit} = model;
    const attached = useHandedOver(client, submit);

    if (error === 'unauthorized') {
        return <SignInNotice/>;
    }
    const failure = error ?? (phase.is === 'failed' ? phase.error : undefined);
    return (
        <>
            <TraceBox model={model}/>
            {attached.cut.map((name) => (
                <p
                    key={name}
                    className='TokenAudit__muted'
                >
                    <FormattedMessage
                        id='token_audit.trace.attachment_cut'
                        defaultMessage='{name} is longer: only its first 200 kB were read.'
                        values={{name: <bdi key='name'>{name}</bdi>}}
                    />
                </p>
            ))}
            {(failure ?? attached.error) && (
                <p
                    className='TokenAudit__banner'
                    role='alert'
                >
                    <RestErrorMessage kind={failure ?? attached.error ?? 'malformed'}/>
                    {' '}
                    <button
                        type='button'
                        className='TokenAudit__link'
                        onClick={() => (error ? model.reload() : submit())}
                    >
                        <FormattedMessage
                            id='token_audit.trace.retry'
                            defaultMessage='Try again'
                        />
                    </button>
                </p>
            )}
            {phase.is === 'empty' && !failure && <TraceHelp/>}
            {phase.is === 'asking' && (
                <UnsureQuestion
                    unsure={phase.recognised.unsure}
                    onAnswer={model.answer}
                />
            )}
            <p
                role='status'
                className='TokenAudit__trace-status'
            >
                {(phase.is === 'tracing' || phase.is === 'looking_through_fingerprints') && <Icon name='search'/>}
                {phase.is === 'tracing' && (
                    <FormattedMessage
                        id='token_audit.trace.tracing'
                        defaultMessage='Looking it up …'
                    />
                )}
                {phase.is === 'looking_through_fingerprints' && (
                    <FormattedMessage
                        id='token_audit.trace.looking_through'
                        defaultMessage='Looking through the fingerprints that owners registered …'
                    />
                )}
                {phase.is === 'answered' && (
                    <FormattedMessage
                        id='token_audit.trace.count'
                        defaultMessage='{count, plural, =0 {Nothing in this text can be traced. An id has 26 characters of a–z and 0–9; names begin with @.} one {# answer} other {# answers}}'
                        values={{count: phase.trace.answers.length}}
                    />
                )}
            </p>
            {known && 'trace' in phase && phase.trace.answers.length > 0 && (
                <Answers
                    client={client}
                    known={known}
                    trace={phase.trace}
                    onChanged={model.repeat}
                />
            )}
        </>
    );
}

/** Traces what a menu or a command left for the page, now and while it is open. */
function useHandedOver(client: RestClient, submit: (text: string) => void): {cut: string[]; error: RestErrorKind | undefined} {
    const [state, setState] = useState<{cut: string[]; error: RestErrorKind | undefined}>({cut: [], error: undefined});
    const submitNow = useRef(submit);
    submitNow.current = submit;
    useEffect(() => {
        const take = async () => {
            const post = takeHandedOver();
            if (!post || (post.message === '' && post.attachments.length === 0)) {
                return;
            }
            try {
                const {text, cut} = await readAttachments(client, post.attachments);
                setState({cut, error: undefined});
                submitNow.current([post.message, text].filter(Boolean).join('\n'));
            } catch (thrown) {
                setState({cut: [], error: toRestError(thrown).kind});
                submitNow.current(post.message);
            }
        };
        void take();
        return onHandOver(() => void take());
    }, [client]);
    return state;
}
