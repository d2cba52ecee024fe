import importX from 'eslint-plugin-import-x';
import jsxA11y from 'eslint-plugin-jsx-a11y';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const browserGlobals = ['window', 'document', 'navigator', 'localStorage', 'sessionStorage', 'indexedDB', 'location'];

export default tseslint.config(
    {ignores: ['bin/', 'dist/', 'webapp/dist/', 'node_modules/', 'coverage/']},
    ...tseslint.configs.strict,
    {
        plugins: {'import-x': importX},
        rules: {
            eqeqeq: 'error',
            'no-console': 'error',
            'no-eval': 'error',
            'no-implied-eval': 'error',
            'no-restricted-properties': ['error', {property: 'innerHTML'}, {property: 'outerHTML'}],
            'no-restricted-syntax': ['error', {
                selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
                message: 'Text from the server is rendered as text.',
            }],
            '@typescript-eslint/consistent-type-imports': ['error', {fixStyle: 'separate-type-imports'}],
            '@typescript-eslint/no-non-null-assertion': 'error',
            'import-x/no-cycle': 'error',
            'import-x/order': ['error', {
                groups: ['builtin', 'external', 'parent', 'sibling', 'index', 'type'],
                alphabetize: {order: 'asc'},
                'newlines-between': 'always',
            }],
            'import-x/no-restricted-paths': ['error', {
                zones: [
                    {target: './server-bridge', from: ['./webapp', './test', './build'], message: 'Arrows go one way: webapp → server-bridge → @mattermost/client.'},
                    {target: './webapp', from: ['./test', './build'], message: 'What ships does not import what tests or builds it.'},
                ],
            }],
        },
        settings: {'import-x/resolver': {typescript: true}},
    },
    {
        files: ['server-bridge/**/*.ts'],
        rules: {
            'no-restricted-imports': ['error', {patterns: ['react', 'react-*', '@tanstack/*', 'redux', '@reduxjs/*']}],
            'no-restricted-globals': ['error', ...browserGlobals],
        },
    },
    {
        // A test beside its file may use the real server; a room's tests still keep to its arrows.
        files: ['**/*.test.{ts,tsx}'],
        rules: {
            'import-x/no-restricted-paths': ['error', {zones: [{target: './server-bridge', from: './webapp'}]}],
        },
    },
    {
        files: ['webapp/**/*.tsx'],
        ...jsxA11y.flatConfigs.recommended,
    },
    {
        files: ['webapp/**/*.{ts,tsx}'],
        plugins: {'react-hooks': reactHooks},
        rules: {
            'react-hooks/rules-of-hooks': 'error',
            'react-hooks/exhaustive-deps': 'error',
        },
    },
    {
        files: ['build/**', 'test/**', '*.config.*', 'server-bridge/cli/**'],
        rules: {'no-console': 'off'},
    },
);
