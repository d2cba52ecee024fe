import {defineConfig} from 'vitest/config';

export default defineConfig({
    test: {
        include: ['{server-bridge,webapp,test,build}/**/*.test.{ts,tsx}'],
        globalSetup: './test/global_setup.ts',
        reporters: ['default', './test/count_reporter.ts'],

        // Every file that needs a server starts its own: two of them keep two cores busy.
        maxWorkers: 2,
        testTimeout: 60_000,
        hookTimeout: 120_000,
    },
});
