/** The thresholds of the findings. Each is a whole number; 0 switches what it is for off. */
export interface Policy {

    /** Days without a sign of use after which a token counts as not seen lately. */
    not_seen_days: number;

    /** Days after its creation from which a token without a session is reported; at once where its creation is not known. */
    no_session_days: number;

    /** Days after which a deactivated token is one to be revoked. */
    inactive_days: number;

    /** The most active tokens an owner has without being reported. */
    max_active_tokens: number;

    /** Days before its end from which a token is about to expire. */
    expires_soon_days: number;
}

/** In force where nothing else is set. 90 days come from the CIS benchmarks, which want unused credentials disabled by then. */
export const defaultPolicy: Readonly<Policy> = {
    not_seen_days: 90,
    no_session_days: 7,
    inactive_days: 90,
    max_active_tokens: 10,
    expires_soon_days: 14,
};

/** What each threshold is called in plugin.json. */
export const policySettings: Readonly<Record<keyof Policy, string>> = {
    not_seen_days: 'NotSeenDays',
    no_session_days: 'NoSessionDays',
    inactive_days: 'InactiveDays',
    max_active_tokens: 'MaxActiveTokens',
    expires_soon_days: 'ExpiresSoonDays',
};

const LARGEST = 100_000;

/**
 * The thresholds out of the plugin's settings as `pluginSettings` gives them. What is missing or is no whole number from 0
 * to 100,000 falls back to its default: a mistyped setting must not silence a rule.
 */
export function parsePolicy(settings: Readonly<Record<string, unknown>>): Policy {
    const threshold = (name: keyof Policy) => parseThreshold(settings[policySettings[name].toLowerCase()]) ?? defaultPolicy[name];
    return {
        not_seen_days: threshold('not_seen_days'),
        no_session_days: threshold('no_session_days'),
        inactive_days: threshold('inactive_days'),
        max_active_tokens: threshold('max_active_tokens'),
        expires_soon_days: threshold('expires_soon_days'),
    };
}

// By hand, because Number() makes 0, which switches a rule off, out of '', [], null and false.
function parseThreshold(value: unknown): number | undefined {
    const number = typeof value === 'string' && /^\s*\d{1,6}\s*$/.test(value) ? Number(value) : value;
    return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= LARGEST ? number : undefined;
}
