import React from 'react';
import {FormattedMessage} from 'react-intl';

import {RestErrorMessage} from '../shared/rest_error_message.tsx';

import type {RecordPosting} from '../../../server-bridge/bulk/post_record.ts';

/** Where the record of a run went. */
export function RecordNotice({record}: {record: RecordPosting | undefined}) {
    switch (record?.status) {
    case 'posted':
        return (
            <p className='TokenAudit__muted'>
                <FormattedMessage
                    id='token_audit.record.posted'
                    defaultMessage='The record was posted to {channel}{attached, select, true {} other {, without the file of all outcomes: download it}}.'
                    values={{channel: <bdi>{record.channel}</bdi>, attached: record.attached}}
                />
            </p>
        );
    case 'bad_setting':
        return (
            <p role='alert'>
                <FormattedMessage
                    id='token_audit.record.bad_setting'
                    defaultMessage='The record was not posted: the channel in the plugin’s settings is not written as team/channel. Download it instead.'
                />
            </p>
        );
    case 'unknown':
        return (
            <p role='alert'>
                <FormattedMessage
                    id='token_audit.record.unknown'
                    defaultMessage='It is not known whether the record was posted: look into the channel. If it is not there, download it instead.'
                />
                {' '}
                <RestErrorMessage kind={record.error}/>
            </p>
        );
    case 'failed':
        return (
            <p role='alert'>
                <FormattedMessage
                    id='token_audit.record.failed'
                    defaultMessage='The record could not be posted. Download it instead.'
                />
                {' '}
                <RestErrorMessage kind={record.error}/>
            </p>
        );
    default:
        return null;
    }
}
