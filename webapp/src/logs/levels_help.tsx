import React from 'react';
import {FormattedMessage, useIntl} from 'react-intl';

import {Dialog} from '../shared/dialog.tsx';

import {LevelMark} from './level_mark.tsx';
import {levels, reasonMeanings, reasonNames, reasons, sureness} from './log_messages.ts';

/** What the words in the table mean. */
export function LevelsHelp({onClose}: {onClose: () => void}) {
    const {formatMessage} = useIntl();
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.logs.help.title'
                    defaultMessage='How to read this'
                />
            }
            onClose={onClose}
            footer={null}
        >
            <div
                // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
                tabIndex={0}
                role='region'
                aria-label={formatMessage({id: 'token_audit.logs.help.title', defaultMessage: 'How to read this'})}
            >
                <p>
                    <FormattedMessage
                        id='token_audit.logs.help.intro'
                        defaultMessage='The server writes neither the token nor, often, the user of a failed request. Who it was is worked out from sessions, audits, addresses and what was possible at that time, and each answer says how sure it is.'
                    />
                </p>
                <dl className='TokenAudit__meanings'>
                    {levels.map((level) => (
                        <div key={level}>
                            <dt><LevelMark of={{level}}/></dt>
                            <dd><FormattedMessage {...sureness({level}).means}/></dd>
                        </div>
                    ))}
                </dl>
                <dl className='TokenAudit__meanings TokenAudit__meanings--reasons'>
                    {reasons.map((reason) => (
                        <div key={reason}>
                            <dt><FormattedMessage {...reasonNames[reason]}/></dt>
                            <dd><FormattedMessage {...reasonMeanings[reason]}/></dd>
                        </div>
                    ))}
                </dl>
            </div>
        </Dialog>
    );
}
