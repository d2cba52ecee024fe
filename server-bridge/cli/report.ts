import {loadState} from '../attribution/load_state.ts';
import {parseRecordChannel} from '../bulk/bulk_settings.ts';
import {isEmpty, makeDigest, remember, rememberRows} from '../digest/digest.ts';
import {digestToMarkdown} from '../digest/digest_markdown.ts';
import {worstOf} from '../digest/severity.ts';
import {severities} from '../findings/finding.ts';
import {exportRows} from '../inventory/export_rows.ts';
import {loadEverything} from '../inventory/load_everything.ts';
import {scanFiles} from '../log/scan_files.ts';
import {leakedSecrets} from '../log_analysis/leak.ts';
import {makeReport} from '../log_analysis/report.ts';
import {ServerLog} from '../log_sources/server_log.ts';
import {loadLogSettings} from '../rest/log_settings.ts';
import {toRestError} from '../rest/rest_error.ts';

import {describeGap} from './describe_gap.ts';
import {clientFromEnvironment} from './environment.ts';
import {exitCode, UsageError} from './exit_code.ts';
import {notes} from './list.ts';
import {StateDir} from './state_dir.ts';

import type {Digest, Gathered} from '../digest/digest.ts';
import type {Severity} from '../findings/finding.ts';
import type {RestClient} from '../rest/rest_client.ts';
import type {Io} from './scan.ts';

export interface ReportCommand {
    stateDir: string;
    server?: string | undefined;

    /** `team/channel`; without it the report is printed. */
    post?: string | undefined;
    failOn?: Severity | undefined;
    sessions: boolean;
}

/**
 * `token-audit report`: what is new since the last one, printed or posted; nothing new says nothing. Resolves to the exit
 * code: 1 where something new is as severe as `failOn`, else 2 where something could not be read, whether that is new or
 * not. Throws UsageError and RestError, and then remembers nothing.
 */
export async function report(command: ReportCommand, io: Io): Promise<number> {
    const client = clientFromEnvironment(io.env, command.server);
    const channel = command.post === undefined ? undefined : parseRecordChannel(command.post);
    if (channel && channel.kind !== 'named') {
        throw new UsageError('--post takes team/channel, as in the channel\'s link.');
    }
    const state = new StateDir(command.stateDir);
    await state.open();
    try {
        const before = await state.read();
        const wasPosting = await state.wasPosting();
        const extra = wasPosting ? ['The last report was interrupted before it was noted down: some of this may have been told already.'] : [];
        const everything = await loadEverything(client, {sessions: command.sessions, onProgress: io.progress});
        const {inventory, findings, completeness} = everything;
        const rows = [...exportRows(inventory, findings, inventory.rows())];
        const log = await readLog(client, io);
        io.progress('');
        const now: Gathered = {server: client.getUrl(), complete: completeness.proven, rows, ...log, notes: [...notes(everything), ...log.notes]};
        const digest = makeDigest(before, now);
        const text = digestToMarkdown(digest, extra);
        if (!isEmpty(digest)) {
            if (channel) {
                const {id} = await client.getChannelByNameAndTeamName(channel.team, channel.channel);
                await state.markPosting();
                await client.createPost({channel_id: id, message: text}).catch(async (error: unknown) => {
                    // A mark that an earlier run left stays: of its post nothing more is known now.
                    if (!wasPosting && !toRestError(error).outcome_unknown) {
                        await state.unmarkPosting();
                    }
                    throw error;
                });
            } else {
                await io.write(text);
            }
        }
        await state.write({exported_at: io.now(), server: now.server, complete: now.complete, filter: {}}, rememberRows(rows, before?.inventory), remember(now, before?.log));
        if (isBad(digest, command.failOn)) {
            return exitCode.findings;
        }
        return log.failed || everything.missing.size > 0 ? exitCode.error : exitCode.nothing_found;
    } finally {
        await state.close();
    }
}

interface ReadLog extends Pick<Gathered, 'incidents' | 'leaked' | 'unclear' | 'notes'> {

    /** It is there and could not be read, or not whole. */
    failed: boolean;
}

/** The failures and secrets of the server's live log; where it cannot be read, or not whole, why. */
async function readLog(client: RestClient, io: Io): Promise<ReadLog> {
    const nothing = {incidents: undefined, leaked: new Set<string>(), unclear: new Set<string>()};
    const source = new ServerLog(client);
    try {
        const scan = await scanFiles(source.read({}, new AbortController().signal), {onProgress: (_, bytes) => io.progress(`Reading the log: ${Math.round(bytes / 1e6)} MB …`)});
        if (source.gaps.some(({kind}) => kind === 'file_logging_off')) {
            return {...nothing, notes: ['The server writes no log file (LogSettings.EnableFile): failing tokens and leaked secrets are not seen.'], failed: false};
        }
        const loaded = await loadState(client, scan.events);
        const {incidents, attributions} = makeReport(scan, loaded);
        const secrets = [...leakedSecrets(scan, attributions, loaded)];
        const isCluster = await loadLogSettings(client).then(({is_cluster}) => is_cluster, () => false);
        return {
            incidents,
            leaked: new Set(secrets.filter(([, {life}]) => life === 'live' || life === 'revivable').map(([fingerprint]) => fingerprint)),
            unclear: new Set(secrets.filter(([, {life}]) => life === undefined).map(([fingerprint]) => fingerprint)),
            notes: [
                ...source.gaps.map(describeGap),
                ...isCluster ? ['The server is a cluster: the log of one node was read.'] : [],
                ...scan.dropped > 0 ? ['The log holds more failures than are kept: its latest are not told.'] : [],
            ],
            failed: source.gaps.length > 0 || scan.dropped > 0,
        };
    } catch (error) {
        return {...nothing, notes: [`The server's log could not be read (${toRestError(error).kind}).`], failed: true};
    }
}

function isBad({dangerous, revived, failing, leaked}: Digest, failOn: Severity | undefined): boolean {
    if (failOn === undefined) {
        return false;
    }
    const found = [...dangerous, ...revived.map((row) => ({row, rules: row.findings}))];
    return leaked > 0 || failing.length > 0 || found.some(({row, rules}) => worstOf(row, rules) >= severities.indexOf(failOn));
}
