import type {Reporter, TestModule} from 'vitest/node';

/** Closes a run with the plain count line that any CI can read. */
export default class CountReporter implements Reporter {
    onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
        const counts = {passed: 0, failed: 0, skipped: 0, pending: 0};
        for (const module of modules) {
            for (const test of module.children.allTests()) {
                counts[test.result().state]++;
            }

            // A file that fails before its first test counts as one failure.
            if (module.errors().length > 0) {
                counts.failed++;
            }
        }

        // After the default reporter's own summary.
        process.once('exit', () => console.log(`${counts.passed} passed, ${counts.failed + counts.pending} failed, ${counts.skipped} skipped`));
    }
}
