import React, {useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {QuarantineDialog} from './quarantine_dialog.tsx';

import type {BulkStore} from './bulk_dialog.tsx';

/** The way to the list of what was deactivated by this plugin. */
export function QuarantineButton({store}: {store: BulkStore}) {
    const [open, setOpen] = useState(false);
    return (
        <>
            <button
                type='button'
                className='btn btn-tertiary'
                onClick={() => setOpen(true)}
            >
                <FormattedMessage
                    id='token_audit.quarantine.open'
                    defaultMessage='Quarantine'
                />
            </button>
            {open && (
                <QuarantineDialog
                    store={store}
                    onClose={() => setOpen(false)}
                />
            )}
        </>
    );
}
