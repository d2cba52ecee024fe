import {isTelling} from './description.ts';
import {finding, hasExpired} from './rule.ts';

import type {Rule} from './rule.ts';

/** Nobody can tell what would break without the token, so nobody dares to remove it. */
export const noTellingDescription: Rule = (subject, _policy, _server, now) => {
    const {description} = subject.token;
    if (isTelling(description)) {
        return undefined;
    }
    const shown = description.trim();
    return finding('no_telling_description', subject, now, {description: shown, length: shown.length});
};

/** How a stolen token is made to survive its removal; a program that hands out tokens looks the same. */
export const createdByToken: Rule = (subject, _policy, _server, now) => {
    const {created} = subject;
    if (!created || created === 'before_audits' || created.by_token_id === undefined) {
        return undefined;
    }
    return finding('created_by_token', subject, now, {by_token: created.by_token_id, created_at: created.at});
};

/** Whoever reads the log holds the key. An inactive token can be activated and a deactivated owner come back; what expired stays dead. */
export const secretSeenInLog: Rule = (subject, _policy, _server, now) => {
    const count = subject.secrets_seen_in_log;
    return count > 0 ? finding('secret_seen_in_log', subject, now, {count}, hasExpired(subject, now) ? 'low' : undefined) : undefined;
};
