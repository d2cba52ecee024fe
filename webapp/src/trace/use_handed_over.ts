import {useCallback, useEffect, useRef, useState} from 'react';

import {toRestError} from '../../../server-bridge/rest/rest_error.ts';

import {onHandOver, takeHandedOver} from './handover.ts';
import {readAttachments} from './read_attachments.ts';

import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';
import type {PostText} from './host_state.ts';

interface State {

    /** Names of attachments that were not read to their end. */
    cut: string[];

    /** Why attachments of `post` could not be read. */
    error?: RestErrorKind;
    post?: PostText;
}

interface HandedOver extends State {

    /** Something else is traced now. */
    clear: () => void;

    /** Reads the attachments again that could not be read; false when there are none. */
    retry: () => boolean;
}

/** Traces what a menu or a command left for the page, now and while it is open. */
export function useHandedOver(client: RestClient, submit: (text: string) => void): HandedOver {
    const [state, setState] = useState<State>({cut: []});
    const submitNow = useRef(submit);
    submitNow.current = submit;
    const reading = useRef<AbortController>();

    const clear = useCallback(() => {
        reading.current?.abort();
        setState({cut: []});
    }, []);
    const take = useCallback(async (post: PostText) => {
        clear();
        const abort = new AbortController();
        reading.current = abort;
        const show = (next: State, text: string) => {
            if (!abort.signal.aborted) {
                setState(next);
                submitNow.current(text);
            }
        };
        try {
            const {text, cut} = await readAttachments(client.abortable(abort.signal), post.attachments);
            show({cut}, [post.message, text].filter(Boolean).join('\n'));
        } catch (thrown) {
            show({cut: [], error: toRestError(thrown).kind, post}, post.message);
        }
    }, [clear, client]);
    useEffect(() => {
        const takeNext = () => {
            const post = takeHandedOver();
            if (post && (post.message !== '' || post.attachments.length > 0)) {
                void take(post);
            }
        };
        takeNext();
        const stop = onHandOver(takeNext);
        return () => {
            stop();
            reading.current?.abort();
        };
    }, [take]);
    return {
        ...state,
        clear,
        retry: () => {
            if (state.post) {
                void take(state.post);
            }
            return state.post !== undefined;
        },
    };
}
