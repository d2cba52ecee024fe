import React, {useState} from 'react';
import {defineMessages, FormattedMessage, useIntl} from 'react-intl';

import {Dialog} from '../shared/dialog.tsx';
import {TimeInput} from '../shared/time_input.tsx';

import {LogText} from './log_text.tsx';

import type {TimeRange} from '../../../server-bridge/log_sources/log_source.ts';
import type {InvalidSetting, LokiSettings} from '../../../server-bridge/log_sources/loki_settings.ts';

const HOUR = 3_600_000;

const spans = defineMessages({
    1: {id: 'token_audit.loki.hour', defaultMessage: 'The last hour'},
    24: {id: 'token_audit.loki.day', defaultMessage: 'The last 24 hours'},
    168: {id: 'token_audit.loki.week', defaultMessage: 'The last 7 days'},
    0: {id: 'token_audit.loki.stretch', defaultMessage: 'A stretch of time'},
});
type Hours = keyof typeof spans;

interface Props {
    loki: LokiSettings | InvalidSetting;
    onRead: (settings: LokiSettings, range: TimeRange) => void;
    onClose: () => void;
}

/** Asks which time is to be read from Loki, or says which setting keeps it from being read. */
export function LokiDialog({loki, onRead, onClose}: Props) {
    const {formatMessage} = useIntl();
    const [hours, setHours] = useState<Hours>(24);
    const [stretch, setStretch] = useState<TimeRange>({});
    const {since, until} = stretch;
    const isEmpty = Number(hours) === 0 && (since === undefined || (until !== undefined && until <= since));
    const read = () => {
        if (!('invalid' in loki)) {
            onRead(loki, Number(hours) === 0 ? stretch : {since: Date.now() - (Number(hours) * HOUR)});
        }
    };
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.loki.title'
                    defaultMessage='Read from Grafana Loki'
                />
            }
            onClose={onClose}
            footer={
                <>
                    <button
                        type='button'
                        className='btn btn-tertiary'
                        onClick={onClose}
                    >
                        <FormattedMessage
                            id='token_audit.loki.cancel'
                            defaultMessage='Cancel'
                        />
                    </button>
                    <button
                        type='button'
                        className='btn btn-primary'
                        disabled={isEmpty || 'invalid' in loki}
                        onClick={read}
                    >
                        <FormattedMessage
                            id='token_audit.loki.read'
                            defaultMessage='Read it'
                        />
                    </button>
                </>
            }
        >
            {'invalid' in loki ? (
                <p role='alert'>
                    <FormattedMessage
                        id='token_audit.loki.invalid'
                        defaultMessage='{setting, select, LokiAddress {“Grafana Loki” in the plugin’s settings is no address: it takes https://…, or a path on this server such as /loki, without credentials.} other {“Streams in Loki” in the plugin’s settings is no query: it begins with the streams to read, such as {example}.}}'
                        values={{setting: loki.invalid, example: '{app="mattermost"}'}}
                    />
                </p>
            ) : (
                <>
                    <p>
                        <FormattedMessage
                            id='token_audit.loki.what'
                            defaultMessage='Reads {query} at {url}. Only lines that can matter leave Loki; the logs of all its nodes are read as one.'
                            values={{query: <code><LogText text={loki.query}/></code>, url: <LogText text={loki.url}/>}}
                        />
                    </p>
                    <select
                        className='TokenAudit__select'
                        aria-label={formatMessage({id: 'token_audit.loki.time', defaultMessage: 'Time to read'})}
                        value={hours}
                        onChange={(event) => setHours(Number(event.target.value) as Hours)}
                    >
                        {[1, 24, 168, 0].map((each) => (
                            <option
                                key={each}
                                value={each}
                            >
                                {formatMessage(spans[each as Hours])}
                            </option>
                        ))}
                    </select>
                    {Number(hours) === 0 && (
                        <div className='TokenAudit__filters'>
                            <TimeInput
                                label={
                                    <FormattedMessage
                                        id='token_audit.loki.since'
                                        defaultMessage='From'
                                    />
                                }
                                at={since}
                                onChange={(at) => setStretch({...stretch, since: at})}
                            />
                            <TimeInput
                                label={
                                    <FormattedMessage
                                        id='token_audit.loki.until'
                                        defaultMessage='To (empty: now)'
                                    />
                                }
                                at={until}
                                onChange={(at) => setStretch({...stretch, until: at})}
                            />
                        </div>
                    )}
                </>
            )}
        </Dialog>
    );
}
