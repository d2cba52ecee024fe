import {once} from 'node:events';
import {realpathSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {Command, CommanderError, Option} from 'commander';

import {version} from '../../package.json';
import {severities} from '../findings/finding.ts';
import {InputError} from '../log/input_error.ts';
import {LokiError} from '../log_sources/loki_error.ts';
import {DEFAULT_QUERY} from '../log_sources/loki_source.ts';
import {RestError} from '../rest/rest_error.ts';

import {exitCode, UsageError} from './exit_code.ts';
import {keepMemoryLean} from './lean_memory.ts';
import {list, listFormats} from './list.ts';
import {forTerminal, printable} from './printable.ts';
import {report} from './report.ts';
import {formats, scan} from './scan.ts';
import {systemErrorInWords} from './system_error.ts';
import {traceCommand, traceFormats} from './trace.ts';

import type {ListCommand} from './list.ts';
import type {ReportCommand} from './report.ts';
import type {Io, ScanCommand} from './scan.ts';
import type {TraceCommand} from './trace.ts';

const surroundings = 'The server\'s address and a system admin\'s token come from MM_SERVICESETTINGS_SITEURL and MM_ADMIN_TOKEN.';

const epilogue = `
Exit codes: 0 nothing found, 1 findings (list and report: only with --fail-on), 2 usage or input error, or nothing found in a log of which a part could not be read.
${surroundings}`;

const listEpilogue = `
Exit codes: 0 the list was written, 1 a token in it is as dangerous as --fail-on says, 2 usage error, or the list could not be read; with --fail-on also where a part of it could not.
${surroundings}`;

const reportEpilogue = `
Exit codes: 0 nothing new, or it was told, 1 something new is as dangerous as --fail-on says, 2 usage error, or something could not be read.
${surroundings}`;

const lokiEpilogue = `
Grafana Loki, 3 or later, by environment variables as logcli has them: LOKI_USERNAME and LOKI_PASSWORD, or LOKI_BEARER_TOKEN;
LOKI_ORG_ID for the tenant. Only lines that can matter leave it. What could not be read is named.`;

/** A line to the person, in characters. The name of a file in an archive is somebody else's word. */
const LONGEST_ERROR = 2000;

/** The command line; `io` is the world it runs in. Resolves to the exit code. */
export async function main(args: readonly string[], io: Io, onError: (line: string) => void): Promise<number> {
    let code: number = exitCode.nothing_found;
    const program = new Command('token-audit').
        description('Every access token of a Mattermost server, what an id is, and which token a failed request came from.').
        version(version).
        addHelpText('after', epilogue).
        exitOverride().
        configureOutput({writeOut: (text) => void io.write(text), writeErr: (text) => text.trimEnd().split('\n').forEach((line) => onError(printable(line, LONGEST_ERROR)))});
    program.command('scan').
        description('Reads logs (plain, .gz, .zip, "-" for standard input) and the audit file, and says who failed and why.').
        argument('[file...]', 'logs, audit files or support packets; told apart by content, merged by time').
        option('--state <file>', 'what the server said over REST, as JSON').
        option('--server [url]', 'ask the server itself; its address is taken from MM_SERVICESETTINGS_SITEURL').
        addOption(new Option('--format <format>', 'how to write it').choices(Object.keys(formats)).default('table')).
        option('--loki <url>', 'read from Grafana Loki at this address; needs --since').
        option('--query <logql>', `which streams of Loki (default: ${DEFAULT_QUERY})`).
        option('--since <when>', 'only events since then: 2026-11-25, 2026-11-25T10:00Z, or 2h, 7d ago; without a zone it is UTC').
        option('--until <when>', 'only events until then; a date means its end').
        addHelpText('after', epilogue + lokiEpilogue).
        exitOverride().
        action(async (files: string[], options: Omit<ScanCommand, 'files'>) => {
            code = await scan(splitServer({...options, files}), io);
        });
    program.command('list').
        description('Every token of a server, with owner, state, last seen, creation and findings.').
        option('--server <url>', 'instead of MM_SERVICESETTINGS_SITEURL').
        addOption(new Option('--format <format>', 'how to write it').choices(Object.keys(listFormats)).default('table')).
        option('--filter <filter>', 'as in the address of the page, such as "state=active&finding=no_session"', '').
        option('--no-sessions', 'leave out last seen, which costs one call an owner').
        addOption(new Option('--fail-on <severity>', 'end with 1 when a token is as dangerous as this').choices(severities)).
        addHelpText('after', listEpilogue).
        exitOverride().
        action(async (options: ListCommand) => {
            code = await list(options, io);
        });
    program.command('report').
        description('What is new since the last report: tokens, findings, failures, secrets in the log. Nothing new says nothing.').
        requiredOption('--state-dir <folder>', 'where it remembers what was reported').
        option('--server <url>', 'instead of MM_SERVICESETTINGS_SITEURL').
        option('--post <team/channel>', 'post it there, as the owner of MM_ADMIN_TOKEN, instead of printing it').
        option('--no-sessions', 'leave out last seen, which costs one call an owner').
        addOption(new Option('--fail-on <severity>', 'end with 1 when something new is as dangerous as this').choices(severities)).
        addHelpText('after', reportEpilogue).
        exitOverride().
        action(async (options: ReportCommand) => {
            code = await report(options, io);
        });
    program.command('trace').
        description('Says what the ids, names and addresses in a text are, and whose. Secrets in it are never sent.').
        argument('<text...>', 'ids, names, a log line; "-" for standard input, which no list of processes shows').
        addOption(new Option('--format <format>', 'how to write it').choices(traceFormats).default('table')).
        option('--ids', 'words of 26 characters that may be ids or secrets are ids, and may be looked up').
        addOption(new Option('--secrets', 'they are secrets: only their fingerprints are compared').conflicts('ids')).
        option('--server <url>', 'its address, instead of MM_SERVICESETTINGS_SITEURL').
        addHelpText('after', epilogue).
        exitOverride().
        action(async (texts: string[], options: Omit<TraceCommand, 'text'>) => {
            code = await traceCommand({...options, text: texts.join(' ')}, io);
        });
    try {
        await program.parseAsync([...args], {from: 'user'});
        return code;
    } catch (error) {
        io.progress('');
        if (error instanceof CommanderError) {
            return error.exitCode === 0 ? exitCode.nothing_found : exitCode.error;
        }
        if (error instanceof UsageError || error instanceof InputError || error instanceof RestError || error instanceof LokiError) {
            onError(printable(`token-audit: ${error.message}`, LONGEST_ERROR));
            return exitCode.error;
        }
        const file = error instanceof Error && 'path' in error ? `${String(error.path)}: ` : '';
        onError(printable(`token-audit: ${file}${systemErrorInWords(error) ?? 'unexpected failure'}`, LONGEST_ERROR));
        return exitCode.error;
    }
}

// `--server` takes an address or none: what follows it and is no address is a file.
function splitServer(command: ScanCommand): ScanCommand {
    return typeof command.server === 'string' && !(/^https?:\/\//).test(command.server) ?
        {...command, server: true, files: [command.server, ...command.files]} :
        command;
}

/** Runs the command in this process. */
async function run(): Promise<void> {
    keepMemoryLean();
    const {stderr, stdin, stdout} = process;
    let shown = -Infinity;
    const io: Io = {
        env: process.env,
        stdin,
        now: Date.now,
        write: async (text) => {
            if (!stdout.write(stdout.isTTY ? forTerminal(text) : text)) {
                await once(stdout, 'drain');
            }
        },
        progress: (line) => {
            if (stderr.isTTY && (line === '' || performance.now() - shown > 100)) {
                shown = performance.now();
                stderr.write(`\r\x1b[2K${printable(line, LONGEST_ERROR)}`);
            }
        },
        note: (line) => stderr.write(`${printable(line, LONGEST_ERROR)}\n`),
    };

    // `token-audit … | head` closes the pipe early, which is no failure; a full disk is one. Nothing more can be written, so it ends there.
    stdout.on('error', ({code}: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? exitCode.nothing_found : exitCode.error));
    process.exitCode = await main(process.argv.slice(2), io, (line) => stderr.write(`${line}\n`));
}

// A link in node_modules/.bin leads here as well.
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
    await run();
}
