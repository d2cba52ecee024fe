import {useCallback, useRef, useState} from 'react';

import {setValueAt, valueAt} from './config_path.ts';

import type {SchemaPageProps} from './schema_page.tsx';
import type {Schema, Setting} from './types.ts';

/** A custom setting's own saving, run after the configuration has been saved. */
export type SaveAction = () => Promise<{error?: {message?: string}}>;

const settingsOf = ({settings, sections}: Schema): Setting[] => settings ?? (sections ?? []).flatMap((section) => section.settings);

/** The values of a settings page, and how the host saves them: the whole configuration goes back as a patch. */
export function useSettings(props: SchemaPageProps, schema: Schema) {
    const fromConfig = (config: object) => Object.fromEntries(settingsOf(schema).map(({key}) => [key, valueAt(config, key) ?? undefined]));
    const [values, setValues] = useState<Record<string, unknown>>(() => fromConfig(props.config));
    const [saveNeeded, setSaveNeeded] = useState(false);
    const [saving, setSaving] = useState(false);
    const [serverError, setServerError] = useState('');
    const [clientWarning, setClientWarning] = useState<unknown>('');
    const [confirmNeededId, setConfirmNeededId] = useState('');
    const [showConfirmId, setShowConfirmId] = useState('');
    const saveActions = useRef<SaveAction[]>([]);
    const latest = useRef(values);
    latest.current = values;

    const {setNavigationBlocked} = props;
    const isDisabled = (setting: Setting) => Boolean(setting.isDisabled?.(
        props.config, values, props.license, props.enterpriseReady, props.consoleAccess, props.cloud, props.isCurrentUserSystemAdmin,
    ));

    const submit = async () => {
        setSaving(true);
        setServerError('');
        const config = JSON.parse(JSON.stringify(props.config)) as object;
        for (const setting of settingsOf(schema)) {
            // The host saves false for a boolean that is disabled.
            const off = setting.type === 'bool' && isDisabled(setting);
            setValueAt(config, setting.key, off ? false : latest.current[setting.key]);
        }
        const {error} = await props.patchConfig(config);
        if (error) {
            setServerError(error.message);
        } else {
            setValues(fromConfig(config));
        }
        const outcomes = await Promise.all(saveActions.current.map((action) => action()));
        setSaving(false);
        if (!error && !outcomes.some((outcome) => outcome.error?.message)) {
            setSaveNeeded(false);
            setConfirmNeededId('');
            setShowConfirmId('');
            setClientWarning('');
            setNavigationBlocked(false);
        }
    };

    const handlers = {
        onChange(id: string, value: unknown, confirm = false, doSubmit = false, warning: unknown = false) {
            latest.current = {...latest.current, [id]: value};
            setValues(latest.current);
            setSaveNeeded(true);
            setConfirmNeededId(confirm ? id : (old) => (old === id ? '' : old));
            if (warning !== false) {
                setClientWarning(warning);
            }
            setNavigationBlocked(true);
            if (doSubmit) {
                void submit();
            }
        },
        registerSaveAction: useCallback((action: SaveAction) => {
            saveActions.current.push(action);
        }, []),
        unRegisterSaveAction: useCallback((action: SaveAction) => {
            saveActions.current.splice(saveActions.current.indexOf(action), 1);
        }, []),
        setSaveNeeded: useCallback(() => {
            setSaveNeeded(true);
            setNavigationBlocked(true);
        }, [setNavigationBlocked]),
        cancelSubmit: useCallback(() => setShowConfirmId(''), []),
    };

    const handleSubmit = (event: React.SyntheticEvent) => {
        event.preventDefault();
        if (confirmNeededId) {
            setShowConfirmId(confirmNeededId);
        } else if (saveNeeded) {
            void submit();
        }
    };

    return {values, saveNeeded, saving, serverError, clientWarning, showConfirmId, isDisabled, handlers, handleSubmit};
}
