import React from 'react';
import {defineMessages, FormattedMessage, useIntl} from 'react-intl';

import {LogText} from './log_text.tsx';

import type {Blindness} from './log_snapshot.ts';

const messages = defineMessages({
    level_hides_addresses: {id: 'token_audit.blind.level_hides_addresses', defaultMessage: 'The log holds neither addresses nor paths of refused requests: the server writes them only with Environment → Logging → File log level on DEBUG (LogSettings.FileLevel, now {level}).'},
    restricted_admin: {id: 'token_audit.blind.restricted_admin', defaultMessage: 'The server keeps its log from system admins (ExperimentalSettings.RestrictSystemAdmin). Whoever runs it can hand you the file.'},
    state_incomplete: {id: 'token_audit.blind.state_incomplete', defaultMessage: 'The server’s tokens could not be read, or kept changing while they were, so answers that depend on knowing all of them are weaker or missing. Clear, then read the log again.'},
    too_many_events: {id: 'token_audit.blind.too_many_events', defaultMessage: '{dropped, plural, one {# more failed request was} other {# more failed requests were}} counted but not kept, to spare this browser’s memory. Read the logs of a shorter time.'},
    settings_unreadable: {id: 'token_audit.blind.settings_unreadable', defaultMessage: 'The server’s settings could not be read, so what its log leaves out is not known (permission to read the System Console’s Logging section).'},
    no_audit_file: {id: 'token_audit.blind.no_audit_file', defaultMessage: 'No audit file is among the logs, so use and deletion of tokens are known less well. Add audit.log of the same days (ExperimentalAuditSettings.FileEnabled writes it).'},
    file_logging_off: {id: 'token_audit.blind.file_logging_off', defaultMessage: 'The server writes no log file, so there is nothing to read from it. Switch on Environment → Logging → Output logs to file (LogSettings.EnableFile), or drop what your log collector keeps.'},
    rotated_away: {id: 'token_audit.blind.rotated_away', defaultMessage: '{name}: the file was rotated while it was followed; lines from just before may be missing. The server does not hand out rotated files: drop them here (Environment → Logging; it rotates at 100 MB).'},
    broken_off: {id: 'token_audit.blind.broken_off', defaultMessage: '{name} could not be unpacked to its end: it breaks off or is damaged there, and the lines after that are missing. Copy the file again.'},
    only_recent_lines: {id: 'token_audit.blind.only_recent_lines', defaultMessage: '{name}: this server hands out its last {lines, number} lines only. Drop the file itself to see what was before.'},
    only_this_node: {id: 'token_audit.blind.only_this_node', defaultMessage: 'This is a cluster: only the log of the node that answered was read. Read every node’s last lines, or add the files of the other nodes.'},
    nodes_not_json: {id: 'token_audit.blind.nodes_not_json', defaultMessage: 'The nodes of a cluster hand out their lines only where the log is JSON (Environment → Logging → Output file logs as JSON, LogSettings.FileJson). Add the files of the nodes.'},
    unread: {id: 'token_audit.blind.unread', defaultMessage: '{name}: from {since} to {until} nothing could be read: {why}'},
} satisfies Record<Blindness['kind'], {id: string; defaultMessage: string}>);

/** What cannot be seen, each with the setting or the file that would change it. */
export function BlindnessList({blindness}: {blindness: readonly Blindness[]}) {
    const {formatDate} = useIntl();
    const time = (at: number) => formatDate(at, {dateStyle: 'medium', timeStyle: 'medium'});
    const valuesOf = (blind: Blindness) => {
        switch (blind.kind) {
        case 'level_hides_addresses': return {level: <LogText text={blind.file_level || '?'}/>};
        case 'too_many_events': return {dropped: blind.dropped};
        case 'rotated_away':
        case 'broken_off': return {name: <LogText text={blind.name}/>};
        case 'only_recent_lines': return {name: <LogText text={blind.name}/>, lines: blind.lines};
        case 'unread': return {name: <LogText text={blind.name}/>, since: time(blind.since), until: time(blind.until), why: <LogText text={blind.why}/>};
        default: return undefined;
        }
    };
    return (
        <ul className='TokenAudit__blindness'>
            {blindness.map((blind, i) => (
                <li key={i}>
                    <FormattedMessage
                        {...messages[blind.kind]}
                        values={valuesOf(blind)}
                    />
                </li>
            ))}
        </ul>
    );
}
