import {useIntl} from 'react-intl';

import {basePath, PLUGIN_ID} from '../shared/host.ts';

import type {Answer} from '../../../server-bridge/trace/answer.ts';

/** A message that asks an admin about these answers, in the language of who writes it. Holds ids and beginnings of fingerprints. */
export function useAdminMessage(open: readonly Answer[]): string {
    const {formatMessage} = useIntl();
    const lineOf = (answer: Answer): string => {
        switch (answer.kind) {
        case 'unknown':
            return answer.word.kind === 'id' ?
                formatMessage({id: 'token_audit.trace.message.id', defaultMessage: 'ID {id}{field, select, none {} other { ({field})}}'}, {id: `\`${answer.word.id}\``, field: answer.word.field || 'none'}) :
                `\`${answer.word.kind === 'username' ? answer.word.username : answer.word.email}\``;
        case 'request':
            return formatMessage({id: 'token_audit.trace.message.request', defaultMessage: 'Request ID {id}'}, {id: `\`${answer.id}\``});
        case 'gone_token':
            return formatMessage({id: 'token_audit.trace.message.gone', defaultMessage: 'Token ID {id}, which is not there any more'}, {id: `\`${answer.id}\``});
        case 'hidden_token':
            return formatMessage({id: 'token_audit.trace.message.hidden', defaultMessage: 'Token ID {id}, which I may not see; it may still work'}, {id: `\`${answer.id}\``});
        case 'address':
            return formatMessage({id: 'token_audit.trace.message.address', defaultMessage: 'IP address {address}'}, {address: `\`${answer.address}\``});
        case 'secret':
            return formatMessage({id: 'token_audit.trace.message.secret', defaultMessage: 'A secret that has leaked; its fingerprint begins with {fingerprint}'}, {fingerprint: `\`${answer.fingerprint.slice(0, 8)}\``});
        case 'fingerprint':
            return formatMessage({id: 'token_audit.trace.message.fingerprint', defaultMessage: 'A secret whose fingerprint begins with {fingerprint}'}, {fingerprint: `\`${answer.fingerprint.slice(0, 8)}\``});
        default:
            return '';
        }
    };
    const lines = open.map(lineOf).filter(Boolean).map((line) => `- ${line}`);
    return [
        formatMessage({id: 'token_audit.trace.message.please', defaultMessage: 'Hello, could you please look up what these are and whose?'}),
        ...lines,
        formatMessage({id: 'token_audit.trace.message.where', defaultMessage: 'You can paste them here: {url}'}, {url: `${window.location.origin}${basePath()}/plug/${PLUGIN_ID}/trace`}),
    ].join('\n');
}
