const lockName = (runId: string) => `token-audit-run-${runId}`;

/**
 * Does `work` while no other tab can go on with the same run; false when one does already. Where the browser has no locks
 * (pages without https) nothing is held: two tabs would do no harm, only repeat a look at each token.
 */
export async function holdRun(runId: string, work: () => Promise<unknown>): Promise<boolean> {
    const locks = browserLocks();
    if (!locks) {
        await work();
        return true;
    }
    return locks.request(lockName(runId), {ifAvailable: true}, async (lock) => {
        if (lock) {
            await work();
        }
        return lock !== null;
    });
}

/** Whether another tab is busy with the run. */
export async function isRunHeld(runId: string): Promise<boolean> {
    const held = await browserLocks()?.query();
    return held?.held?.some(({name}) => name === lockName(runId)) ?? false;
}

// Typed as always there, but missing outside secure contexts.
function browserLocks(): LockManager | undefined {
    return (navigator as Partial<Navigator>).locks;
}
