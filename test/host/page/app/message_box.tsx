import React, {useState} from 'react';

import {client} from '../client.ts';
import {loadChannel} from '../state/load.ts';
import {store} from '../state/store.ts';

import type {CommandArgs} from '../state/state.ts';

interface HookResult {
    error?: {message: string};
    message?: string;
    args?: CommandArgs;
}

/** Posts a message, or runs a slash command through the plugins' hooks and then on the server. */
export function MessageBox() {
    const [draft, setDraft] = useState('');
    const [answer, setAnswer] = useState('');

    const submit = async () => {
        const {channels: {currentChannelId: channel_id}, teams: {currentTeamId: team_id}} = store.getState().entities;
        setDraft('');
        try {
            if (draft.startsWith('/')) {
                setAnswer(await runCommand(draft, {channel_id, team_id, root_id: ''}));
            } else {
                await client.createPost({channel_id, message: draft});
                await loadChannel();
            }
        } catch (error) {
            setAnswer((error as Error).message);
        }
    };

    return (
        <form
            className='post-create'
            onSubmit={(event) => event.preventDefault()}
        >
            {answer && <p role='status'>{answer}</p>}
            <textarea
                id='post_textbox'
                className='form-control custom-textarea'
                aria-label='Write to Town Square'
                placeholder='Write to Town Square'
                value={draft}
                onChange={(event) => setDraft(event.target.value)}
                onKeyDown={(event) => {
                    if (event.key === 'Enter' && !event.shiftKey) {
                        event.preventDefault();
                        void submit();
                    }
                }}
            />
        </form>
    );
}

// Every hook may change the command, reject it with an error, or take it over by answering {}.
async function runCommand(message: string, args: CommandArgs): Promise<string> {
    let command: HookResult = {message, args};
    for (const {hook} of store.getState().plugins.components.SlashCommandWillBePosted) {
        const result = await hook?.(command.message ?? '', command.args ?? args) as HookResult | undefined;
        if (result?.error) {
            return result.error.message;
        }
        command = result ?? command;
        if (Object.keys(command).length === 0) {
            return '';
        }
    }
    const {text} = await client.executeCommand(command.message ?? '', command.args ?? args);
    return text ?? '';
}
