import * as v from 'valibot';

import {idSchema, parse} from '../rest/parse.ts';
import {toRestError} from '../rest/rest_error.ts';

import {postOnce} from './post_once.ts';
import {recordFileName, recordToJson, recordToMessage} from './run_record.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {RestErrorKind} from '../rest/rest_error.ts';
import type {RecordChannel} from './bulk_settings.ts';
import type {RunRecordFacts} from './run_record.ts';

/** Where a record went. `attached` is false where the server takes no files, or not this one; `unknown` = the answer was lost, it may be there. */
export type RecordPosting =
    | {status: 'no_channel'}
    | {status: 'bad_setting'}
    | {status: 'posted'; channel: string; attached: boolean}
    | {status: 'failed' | 'unknown'; error: RestErrorKind};

const uploadSchema = v.object({file_infos: v.tuple([v.object({id: idSchema})])});

/** Posts a run's record to the channel the settings name, with the JSON attached. Never throws: what went wrong is the answer. */
export async function postRecord(client: RestClient, to: RecordChannel, facts: RunRecordFacts): Promise<RecordPosting> {
    if (to.kind !== 'named') {
        return {status: to.kind === 'none' ? 'no_channel' : 'bad_setting'};
    }
    try {
        const channel = await client.getChannelByNameAndTeamName(to.team, to.channel);
        const file = await attach(client, channel.id, facts).catch(() => undefined);
        return await postOnce(client, {
            channel_id: channel.id,
            pending_post_id: `${facts.by.id}:${facts.run_id}:${facts.finished_at}`,
            message: file ? recordToMessage(facts) : `${recordToMessage(facts)}\n(The file with every outcome could not be attached.)`,
            file_ids: file ? [file] : [],
        }).then((): RecordPosting => ({status: 'posted', channel: channel.display_name, attached: file !== undefined}), notPosted);
    } catch (error) {
        return {status: 'failed', error: toRestError(error).kind};
    }
}

function notPosted(thrown: unknown): RecordPosting {
    const {kind, outcome_unknown} = toRestError(thrown);
    return {status: outcome_unknown ? 'unknown' : 'failed', error: kind};
}

async function attach(client: RestClient, channelId: string, facts: RunRecordFacts): Promise<string> {
    const form = new FormData();
    form.append('channel_id', channelId);
    form.append('files', new Blob([recordToJson(facts)], {type: 'application/json'}), recordFileName(facts));
    return parse(uploadSchema, await client.uploadFile(form)).file_infos[0].id;
}
