#!/usr/bin/env node
import {once} from 'node:events';
import {realpathSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

import {Command, CommanderError, Option} from 'commander';

import {InputError} from '../log/input_error.ts';
import {RestError} from '../rest/rest_error.ts';

import {exitCode, UsageError} from './exit_code.ts';
import {list, listFormats, listChoices} from './list.ts';
import {formats, scan} from './scan.ts';
import {traceCommand, traceFormats} from './trace.ts';

import type {ListCommand} from './list.ts';
import type {Io, ScanCommand} from './scan.ts';
import type {TraceCommand} from './trace.ts';

const epilogue = `
Exit codes: 0 nothing found, 1 findings, 2 usage, input or server error.
The server's address and a system admin's token come from MM_SERVICESETTINGS_SITEURL and MM_ADMIN_TOKEN.`;

/** The command line; `io` is the world it runs in. Resolves to the exit code. */
export async function main(args: readonly string[], io: Io, onError: (line: string) => void): Promise<number> {
    let code: number = exitCode.nothing_found;
    const program = new Command('token-audit').
        description('Every access token of a Mattermost server, what an id is, and which token a failed request came from.').
        addHelpText('after', epilogue).
        exitOverride().
        configureOutput({writeOut: (text) => void io.write(text), writeErr: (text) => onError(text.trimEnd())});
    program.command('scan').
        description('Reads logs (plain, .gz, .zip, "-" for standard input) and the audit file, and says who failed and why.').
        argument('[file...]', 'logs, audit files or support packets; told apart by content, merged by time').
        option('--state <file>', 'what the server said over REST, as JSON').
        option('--server [url]', 'ask the server itself; its address is taken from MM_SERVICESETTINGS_SITEURL').
        addOption(new Option('--format <format>', 'how to write it').choices(Object.keys(formats)).default('table')).
        option('--since <when>', 'only events since then: 2026-11-25, 2026-11-25T10:00Z, or 2h, 7d ago').
        option('--until <when>', 'only events until then').
        addHelpText('after', epilogue).
        exitOverride().
        action(async (files: string[], options: Omit<ScanCommand, 'files'>) => {
            code = await scan(splitServer({...options, files}), io);
        });
    program.command('list').
        description('Every access token of the server with owner, state, last seen and findings; the worst first.').
        addOption(new Option('--format <format>', 'how to write it').choices(listFormats).default('table')).
        addOption(new Option('--state <state>', 'only these').choices(listChoices.state)).
        addOption(new Option('--kind <kind...>', 'only tokens of such owners').choices(listChoices.kind)).
        addOption(new Option('--finding <rule...>', 'only tokens with one of these findings').choices(listChoices.finding)).
        addOption(new Option('--severity <severity...>', 'only tokens whose worst finding is so').choices(listChoices.severity)).
        option('--search <text>', 'only where description, owner or id hold it').
        option('--not-seen-since <when>', 'only tokens last seen before then: 90d, 2026-01-31; those without a session are not among them').
        option('--quick', 'leave out sessions and audits: last seen and creation stay unknown, and so do findings about them').
        option('--server <url>', 'its address, instead of MM_SERVICESETTINGS_SITEURL').
        addHelpText('after', epilogue).
        exitOverride().
        action(async (options: ListCommand) => {
            code = await list(options, io, onError);
        });
    program.command('trace').
        description('Says what the ids, names and addresses in a text are, and whose. Secrets in it are never sent.').
        argument('<text>', 'an id, a name, a log line; "-" for standard input, which no list of processes shows').
        addOption(new Option('--format <format>', 'how to write it').choices(traceFormats).default('table')).
        option('--ids', 'words of 26 characters that may be ids or secrets are ids, and may be looked up').
        addOption(new Option('--secrets', 'they are secrets: only their fingerprints are compared').conflicts('ids')).
        option('--server <url>', 'its address, instead of MM_SERVICESETTINGS_SITEURL').
        addHelpText('after', epilogue).
        exitOverride().
        action(async (text: string, options: Omit<TraceCommand, 'text'>) => {
            code = await traceCommand({...options, text}, io);
        });
    try {
        await program.parseAsync([...args], {from: 'user'});
        return code;
    } catch (error) {
        io.progress('');
        if (error instanceof CommanderError) {
            return error.exitCode === 0 ? exitCode.nothing_found : exitCode.error;
        }
        if (error instanceof UsageError || error instanceof InputError || error instanceof RestError) {
            onError(`token-audit: ${error.message}`);
            return exitCode.error;
        }
        onError(`token-audit: ${error instanceof Error && 'code' in error ? String(error.code) : 'unexpected failure'}`);
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
    const {stderr, stdin, stdout} = process;
    let shown = 0;
    const io: Io = {
        env: process.env,
        stdin,
        now: Date.now,
        write: async (text) => {
            if (!stdout.write(text)) {
                await once(stdout, 'drain');
            }
        },
        progress: (line) => {
            if (stderr.isTTY && (line === '' || Date.now() - shown > 100)) {
                shown = Date.now();
                stderr.write(`\r\x1b[2K${line}`);
            }
        },
    };

    // `token-audit … | head` closes the pipe early; that is no failure.
    stdout.on('error', () => process.exit(exitCode.nothing_found));
    process.exitCode = await main(process.argv.slice(2), io, (line) => stderr.write(`${line}\n`));
}

// A link in node_modules/.bin leads here as well.
if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
    await run();
}
