/** One line of a log as server, shippers and container runtimes write it. */
export type Fields = ReadonlyArray<readonly [string, string | number]>;

const AT = '2026-11-25 01:15:03.848';

/** A line as the server writes it with `FileJson` on. */
export function jsonLine(level: string, msg: string, fields: Fields): string {
    return JSON.stringify({timestamp: `${AT} Z`, level, msg, caller: 'web/context.go:118', ...Object.fromEntries(fields)});
}

/** A line as the server writes it with `FileJson` off: quoted where there are blanks, inner quotes not escaped. */
export function plainLine(level: string, msg: string, fields: Fields): string {
    const quoted = (value: string | number) => (/[\s"=,]/.test(String(value)) ? `"${value}"` : String(value));
    return `${level.padEnd(5)} [${AT} Z] ${msg.padEnd(45)} caller="web/context.go:118" ${fields.map(([key, value]) => `${key}=${quoted(value)}`).join(' ')}`;
}

/** The same where AdvancedLoggingJSON writes it, which leaves out the caller unless asked for it. */
function withoutCaller(...line: Parameters<typeof plainLine>): string {
    return plainLine(...line).replace(' caller="web/context.go:118"', '');
}

export const formats: Record<string, typeof jsonLine> = {'json': jsonLine, 'plain': plainLine, 'plain, without caller,': withoutCaller};

/** What stands around a line by the time somebody holds the log. */
export const wrappers: Record<string, (line: string) => string> = {
    'nothing': (line) => line,
    'CR LF': (line) => `${line}\r`,
    'journald': (line) => `Nov 25 01:15:03 chat-1 mattermost[412]: ${line}`,
    'journald as JSON': (line) => JSON.stringify({__REALTIME_TIMESTAMP: '1795569303848000', _PID: '412', MESSAGE: line}),
    'Docker json-file': (line) => JSON.stringify({log: `${line}\n`, stream: 'stdout', time: '2026-11-25T01:15:03.848123456Z'}),
    'docker compose': (line) => `mattermost-1  | ${line}`,
    'kubectl --timestamps': (line) => `2026-11-25T01:15:03.848123456Z ${line}`,
    'kubectl --prefix': (line) => `[pod/mattermost-7c9f4d5b8-x2x9q/mattermost] ${line}`,
    'containerd': (line) => `2026-11-25T01:15:03.848123456Z stdout F ${line}`,
    'logcli': (line) => `2026-11-25T01:15:03Z {app="mattermost", node="chat-1"} ${line}`,
    'colours': (line) => line.replace(/^(debug|info|error)/, '\x1b[36m$1\x1b[0m'),
    'NULs of a crash': (line) => `\0\0\0\0${line}`,
};

export const REQUEST_ID = 'xxn9ks4cyin78fash3c3iwjcqw';
export const USER_ID = 'kj3jdkmr3pf9xqa1igzofoqybe';

/** The two lines of a dead credential's request; `tail` is what the server says of it. */
export function deadCredential(line: typeof jsonLine, secret: string, tail: string): string[] {
    return [
        line('info', 'Invalid session', [['error', `GetSession: Invalid session token=${secret}, err=<no value>, createSessionForUserAccessToken: Invalid or missing token., ${tail}`]]),
        line('debug', 'Invalid or expired session, please login again.', [
            ['path', '/api/v4/users/me'], ['request_id', REQUEST_ID], ['ip_addr', '10.1.6.10'], ['user_id', ''], ['method', 'GET'],
            ['err_where', 'ServeHTTP'], ['http_code', 401], ['error', `ServeHTTP: Invalid or expired session, please login again., token=${secret}`],
        ]),
    ];
}

/** The line of a request that failed with `status`. */
export function failedRequest(line: typeof jsonLine, status: number, fields: Partial<Record<string, string>> = {}): string {
    const {path = '/api/v4/audits', user_id = USER_ID, ip_addr = '10.1.5.11', error = 'Permissions: You do not have the appropriate permissions.', msg = 'You do not have the appropriate permissions.'} = fields;
    return line(status >= 500 ? 'error' : 'debug', msg, [
        ['path', path], ['request_id', REQUEST_ID], ['ip_addr', ip_addr], ['user_id', user_id], ['method', 'GET'],
        ['err_where', 'Permissions'], ['http_code', status], ['error', error],
    ]);
}
