import type {ActivitySnapshot} from './activity_store.ts';

/** Whether what the audits tell is still on its way: the first look has not begun, or is not as far back as it goes. */
export function awaitsAudits({reach, load}: Pick<ActivitySnapshot, 'reach' | 'load'>): boolean {
    if (load.phase === 'reading') {
        return !load.older;
    }
    return load.phase === 'idle' && reach.back_to === undefined && !reach.complete;
}
