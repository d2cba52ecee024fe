import React, {useLayoutEffect, useState} from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import {basePath} from '../shared/host.ts';
import {Icon} from '../shared/icons.tsx';
import {MessagesProvider} from '../shared/messages_provider.tsx';
import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import {Answers} from './answers.tsx';
import {SignInNotice} from './sign_in_notice.tsx';
import {TraceBox} from './trace_box.tsx';
import {TraceHelp} from './trace_help.tsx';
import {UnsureQuestion} from './unsure_question.tsx';
import {useHandedOver} from './use_handed_over.ts';
import {useTrace} from './use_trace.ts';
import '../shared/token_audit.css';
import '../tokens/tokens.css';
import './trace.css';

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
    const {formatMessage} = useIntl();

    if (error === 'unauthorized') {
        return <SignInNotice/>;
    }
    const failure = error ?? (phase.is === 'failed' ? phase.error : undefined);
    const box = {...model, submit: (text?: string) => {
        attached.clear();
        submit(text);
    }};
    const retry = () => {
        if (error) {
            model.reload();
        }
        if (!attached.retry()) {
            submit();
        }
    };
    return (
        <>
            <TraceBox model={box}/>
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
                    {!failure && (
                        <FormattedMessage
                            id='token_audit.trace.attachment_unread'
                            defaultMessage='The message’s attachments could not be read and were not traced.'
                        />
                    )}
                    {' '}
                    <RestErrorMessage
                        kind={failure ?? attached.error ?? 'malformed'}
                        forAnyone
                    />
                    {' '}
                    <button
                        type='button'
                        className='TokenAudit__link'
                        onClick={retry}
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
                    key={phase.recognised.unsure.map(({value}) => value).join()}
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
                    <>
                        <FormattedMessage
                            id='token_audit.trace.looking_through'
                            defaultMessage='Looking through the fingerprints that owners registered …'
                        />
                        <progress
                            className='TokenAudit__small-progress'
                            value={phase.percent}
                            max={100}
                            aria-label={formatMessage({id: 'token_audit.trace.owners_done', defaultMessage: 'Owners looked through'})}
                        />
                    </>
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
