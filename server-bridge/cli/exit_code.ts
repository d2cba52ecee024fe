/** How the command ends: what a script may rely on. */
export const exitCode = {nothing_found: 0, findings: 1, error: 2} as const;

/** A mistake in how the command was called, told in one line. */
export class UsageError extends Error {
    override readonly name = 'UsageError';
}
