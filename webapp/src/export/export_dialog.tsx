import React, {useId, useRef, useState} from 'react';
import {FormattedMessage} from 'react-intl';

import {ImportError} from '../../../server-bridge/export/import_error.ts';
import {Dialog} from '../shared/dialog.tsx';
import {download} from '../shared/download.ts';

import {compareWithFile} from './compare_with_file.ts';
import {DiffView} from './diff_view.tsx';
import {exportInventory} from './export_inventory.ts';
import {importErrors} from './export_messages.ts';

import type {ExportDiff} from '../../../server-bridge/export/diff_exports.ts';
import type {ImportErrorKind} from '../../../server-bridge/export/import_error.ts';
import type {Filter} from '../../../server-bridge/inventory/filter.ts';
import type {InventorySnapshot} from '../tokens/inventory_store.ts';
import type {ExportFormat} from './export_inventory.ts';

interface Props {
    snapshot: InventorySnapshot;

    /** The rows that the filter lets through. */
    rows: Uint32Array;
    filter: Filter;
    onClose: () => void;
}

/** Exactly what is filtered, as a file; and what changed since an earlier one. */
export function ExportDialog({snapshot, rows, filter, onClose}: Props) {
    const [share, setShare] = useState<number>();
    const [diff, setDiff] = useState<ExportDiff>();
    const [error, setError] = useState<ImportErrorKind>();
    const input = useRef<HTMLInputElement>(null);
    const inputId = useId();

    const save = async (format: ExportFormat) => {
        setShare(0);
        const file = await exportInventory(snapshot, rows, filter, format, setShare);
        download(`token-audit-${new Date().toISOString().slice(0, 10)}.${format}`, format === 'csv' ? 'text/csv' : 'application/json', file);
        setShare(undefined);
    };
    const compare = async (file: File | undefined) => {
        setDiff(undefined);
        setError(undefined);
        if (file) {
            await compareWithFile(snapshot, file).then(setDiff, (thrown: unknown) => setError(thrown instanceof ImportError ? thrown.kind : 'not_json'));
        }
    };
    return (
        <Dialog
            title={
                <FormattedMessage
                    id='token_audit.export.title'
                    defaultMessage='Export {count, plural, one {# token} other {# tokens}}'
                    values={{count: rows.length}}
                />
            }
            onClose={onClose}
            footer={null}
        >
            <p>
                <FormattedMessage
                    id='token_audit.export.what'
                    defaultMessage='Exactly the tokens that the search and filters show, with what is known of them. No file ever holds a secret.'
                />
            </p>
            <div className='TokenAudit__panel-actions'>
                {(['csv', 'json'] as const).map((format) => (
                    <button
                        key={format}
                        type='button'
                        className='btn btn-primary'
                        disabled={share !== undefined}
                        onClick={() => void save(format)}
                    >
                        {format.toUpperCase()}
                    </button>
                ))}
                {share !== undefined && (
                    <progress
                        className='TokenAudit__small-progress'
                        value={share}
                        aria-label='CSV, JSON'
                    />
                )}
            </div>
            <h3 className='TokenAudit__subheading'>
                <label htmlFor={inputId}>
                    <FormattedMessage
                        id='token_audit.export.compare'
                        defaultMessage='Compare with an earlier JSON export'
                    />
                </label>
            </h3>
            {/* The host's CSS hides the button of a file input, and shows one that is hidden. */}
            <input
                ref={input}
                id={inputId}
                style={{display: 'none'}}
                type='file'
                accept='.json,application/json'
                onChange={(event) => void compare(event.target.files?.[0])}
            />
            <div className='TokenAudit__panel-actions'>
                <button
                    type='button'
                    className='btn btn-tertiary'
                    onClick={() => input.current?.click()}
                >
                    <FormattedMessage
                        id='token_audit.export.choose'
                        defaultMessage='Choose a file …'
                    />
                </button>
            </div>
            {error && (
                <p
                    className='TokenAudit__banner'
                    role='alert'
                >
                    <FormattedMessage {...importErrors[error]}/>
                </p>
            )}
            {diff && <DiffView diff={diff}/>}
        </Dialog>
    );
}
