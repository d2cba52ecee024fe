import {defineConfig} from 'vitest/config';

const browserTests = ['test/{e2e,host}/**/*.test.ts'];

// Mattermost's own web app takes its time for every page.
const patience = process.env.MM_URL ? 5 : 1;

export default defineConfig({
    test: {
        globalSetup: './test/global_setup.ts',
        reporters: ['default', './test/count_reporter.ts'],

        // Every file that needs a server starts its own: two of them keep two cores busy. A named one they take in turn.
        maxWorkers: process.env.MM_URL ? 1 : 2,
        testTimeout: 60_000 * patience,
        hookTimeout: 120_000 * patience,

        // What is waited for comes in its own time on a busy machine; a second is the default.
        expect: {poll: {timeout: 20_000 * patience}},
        projects: [
            {
                extends: true,
                test: {
                    name: 'code',
                    include: ['{server-bridge,webapp,test,build}/**/*.test.{ts,tsx}'],
                    exclude: [...browserTests, '**/node_modules/**'],
                },
            },
            {
                extends: true,
                test: {
                    name: 'browser',
                    include: browserTests,

                    // A browser on a busy machine can miss a deadline that says nothing of the program; a second miss does.
                    retry: 1,
                },
            },
        ],
    },
});
