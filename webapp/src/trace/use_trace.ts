import {useCallback, useEffect, useRef, useState} from 'react';
import {useStore} from 'react-redux';

import {toRestError} from '../../../server-bridge/rest/rest_error.ts';
import {knows, loadKnown} from '../../../server-bridge/trace/known.ts';
import {loadRegistered} from '../../../server-bridge/trace/match_fingerprint.ts';
import {recognise, settle} from '../../../server-bridge/trace/recognise.ts';
import {trace} from '../../../server-bridge/trace/trace.ts';

import {hostKindOf} from './host_state.ts';

import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {RestErrorKind} from '../../../server-bridge/rest/rest_error.ts';
import type {Trace} from '../../../server-bridge/trace/answer.ts';
import type {Known} from '../../../server-bridge/trace/known.ts';
import type {Recognised, Word} from '../../../server-bridge/trace/word.ts';

/** Where the page stands. */
export type Phase =
    | {is: 'empty'}
    | {is: 'asking'; recognised: Recognised}
    | {is: 'tracing'}

    /** `percent` of the owners are done; undefined before it is known how many there are. */
    | {is: 'looking_through_fingerprints'; trace: Trace; percent: number | undefined}
    | {is: 'answered'; trace: Trace}
    | {is: 'failed'; error: RestErrorKind};

export interface TraceModel {
    known: Known | undefined;

    /** Why nothing is known of the caller; `unauthorized` when nobody is signed in. */
    error: RestErrorKind | undefined;
    reload: () => void;
    phase: Phase;

    /** The text in the box. Another `generation` is another box, without a way back to what stood in the one before. */
    text: string;
    generation: number;
    setText: (text: string) => void;

    /** Puts a text into the box without the secrets that stand where only secrets do; false when it holds none, and nothing was done. */
    insertRedacted: (text: string) => boolean;
    submit: (text?: string) => void;

    /** Says which of the words that were asked about are secrets. */
    answer: (secrets: ReadonlySet<string>) => void;

    /** Asks again after something was changed. */
    repeat: () => Promise<void>;
}

/** One box and its answers. A secret leaves the box the moment it is known to be one, and only its fingerprint is kept. */
export function useTrace(client: RestClient): TraceModel {
    const store = useStore();
    const [known, setKnown] = useState<Known>();
    const [error, setError] = useState<RestErrorKind>();
    const [phase, setPhase] = useState<Phase>({is: 'empty'});
    const [box, setBox] = useState({text: '', generation: 0});
    const knowing = useRef<Promise<Known>>();
    const running = useRef<AbortController>();
    const words = useRef<readonly Word[]>([]);

    // What its mark in the box stands for: a mark alone would pass for one that a log was redacted with.
    const hidden = useRef(new Map<string, Word>());

    // Ids that the person named as such are not asked about again.
    const said = useRef(new Set<string>());

    const reload = useCallback(() => {
        setError(undefined);
        knowing.current = loadKnown(client);
        knowing.current.then(setKnown, (thrown: unknown) => setError(toRestError(thrown).kind));
    }, [client]);
    useEffect(() => {
        reload();
        return () => running.current?.abort();
    }, [reload]);

    const isKnown = useCallback((now: Known | undefined) => {
        const own = now ? knows(now) : () => false;
        return (id: string) => own(id) || said.current.has(id) || hostKindOf(store.getState(), id) !== undefined;
    }, [store]);
    const remember = useCallback((found: readonly Word[]) => {
        for (const word of found) {
            if (word.kind === 'secret') {
                hidden.current.set(word.fingerprint.slice(0, 8), word);
            }
        }
    }, []);

    const run = useCallback(async (wanted: readonly Word[]) => {
        running.current?.abort();
        const abort = new AbortController();
        running.current = abort;
        words.current = wanted;
        setPhase({is: 'tracing'});
        const show = (next: Phase) => abort.signal.aborted || setPhase(next);
        const abortable = client.abortable(abort.signal);
        try {
            const now = await knowing.current;
            if (!now) {
                return;
            }
            const first = await trace(abortable, wanted, now);
            const isOpen = first.answers.some((one) => (one.kind === 'secret' || one.kind === 'fingerprint') && one.match.token_ids.length === 0);
            if (now.is_admin && isOpen) {
                let percent: number | undefined;
                const showPercent = (next?: number) => next === percent || show({is: 'looking_through_fingerprints', trace: first, percent: percent = next});
                show({is: 'looking_through_fingerprints', trace: first, percent});
                const registered = await loadRegistered(abortable, (done, total) => showPercent(Math.floor(100 * done / total)));
                show({is: 'answered', trace: await trace(abortable, wanted, now, registered)});
            } else {
                show({is: 'answered', trace: first});
            }
        } catch (thrown) {
            const {kind} = toRestError(thrown);
            if (kind === 'unauthorized') {
                setError(kind);
            }
            show({is: 'failed', error: kind});
        }
    }, [client]);

    const replace = useCallback((text: string) => setBox(({generation}) => ({text, generation: generation + 1})), []);
    const settled = useCallback((recognised: Recognised) => {
        remember(recognised.words);
        replace(recognised.text);
        const found = recognised.words.map((word) => (word.kind === 'fingerprint' && hidden.current.get(word.fingerprint) || word));
        if (found.length === 0) {
            setPhase({is: 'answered', trace: {answers: [], tokens: new Map(), people: new Map(), audits_back_to: undefined, left_out: 0}});
        } else {
            void run(found);
        }
    }, [remember, replace, run]);

    const putRedacted = ({text, words: found}: Recognised) => {
        remember(found);
        replace(text);
        setPhase((now) => (now.is === 'asking' ? {is: 'empty'} : now));
    };
    const submitAsync = async (text: string) => {
        if (text.trim() === '') {
            return;
        }
        if (text !== box.text) {
            // Handed over: it stays in the box also when nothing can be learnt of the caller.
            putRedacted(recognise(text, isKnown(known)));
        }
        const before = await knowing.current?.catch(() => undefined);
        if (!before) {
            return;
        }
        const recognised = recognise(text, isKnown(before));
        if (recognised.unsure.length === 0) {
            settled(recognised);
        } else {
            remember(recognised.words);
            if (recognised.text !== box.text) {
                replace(recognised.text);
            }
            setPhase({is: 'asking', recognised});
        }
    };
    return {
        known,
        error,
        reload,
        phase,
        ...box,
        setText: (text) => {
            setBox({...box, text});
            if (phase.is === 'asking') {
                setPhase({is: 'empty'});
            }
        },
        insertRedacted: (text) => {
            const recognised = recognise(text, isKnown(known));
            if (recognised.text === text) {
                return false;
            }
            putRedacted(recognised);
            return true;
        },
        submit: (text = box.text) => void submitAsync(text),
        answer: (secrets) => {
            if (phase.is === 'asking') {
                phase.recognised.unsure.filter(({value}) => !secrets.has(value)).forEach(({value}) => said.current.add(value));
                settled(settle(phase.recognised, secrets));
            }
        },
        repeat: async () => {
            reload();
            await run(words.current);
        },
    };
}
