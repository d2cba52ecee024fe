import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';

import webpack from 'webpack';

const root = path.join(import.meta.dirname, '..');

/** The libraries the host shares with plugins, as globals of its page (webapp/channels/src/plugins/export.ts). */
export const hostLibraries = {
    react: 'React',
    'react-dom': 'ReactDOM',
    redux: 'Redux',
    'react-redux': 'ReactRedux',
    'react-router-dom': 'ReactRouterDom',
    'react-intl': 'ReactIntl',
    luxon: 'Luxon',
    'prop-types': 'PropTypes',
    'react-bootstrap': 'ReactBootstrap',
};

/** Fails the build when one of the host's libraries would be bundled: two Reacts in one page break each other. */
class ForbidHostLibraries {
    apply(compiler: webpack.Compiler) {
        compiler.hooks.compilation.tap('ForbidHostLibraries', (compilation) => {
            compilation.hooks.finishModules.tap('ForbidHostLibraries', (modules) => {
                for (const module of modules) {
                    const resource = module instanceof webpack.NormalModule ? module.resource : '';
                    const library = Object.keys(hostLibraries).find((name) => resource.includes(`${path.sep}node_modules${path.sep}${name}${path.sep}`));
                    if (library) {
                        compilation.errors.push(new webpack.WebpackError(`A second ${library} is in the bundle (${path.relative(root, resource)}): the host's must be used.`));
                    }
                }
            });
        });
    }
}

/**
 * Of every translation the few texts that the host shows before a chunk of ours is there, for webapp/src/shared/entry_texts.ts:
 * language → message id → text.
 */
function entryTranslations(): Record<string, Record<string, string>> {
    const folder = path.join(root, 'webapp/i18n');
    const languages = readdirSync(folder).map((file) => path.parse(file).name).filter((language) => language !== 'en');
    return Object.fromEntries(languages.map((language) => {
        const texts = JSON.parse(readFileSync(path.join(folder, `${language}.json`), 'utf8')) as Record<string, string>;
        return [language, Object.fromEntries(Object.entries(texts).filter(([id]) => id.startsWith('token_audit.entry.')))];
    }));
}

/** The page's part of the plugin. The entry, which every user downloads, only registers; surfaces come as chunks. */
export const webpackConfig = {
    mode: 'production',
    context: root,
    entry: './webapp/src/index.tsx',
    devtool: false,
    target: ['web', 'es2022'],
    output: {
        path: path.join(root, 'webapp/dist'),

        // The server renames the entry by its content; chunks must carry their own hash to get past old caches.
        filename: 'main.js',
        chunkFilename: '[name].[contenthash].js',

        // Apart from every other plugin's webpack runtime in the same page.
        chunkLoadingGlobal: 'webpackChunkTokenAudit',
        clean: true,

        // Set at run time from the host's base path: webapp/src/shared/public_path.ts.
        publicPath: '',
    },
    externals: hostLibraries,
    resolve: {extensions: ['.ts', '.tsx', '.js']},
    module: {
        rules: [
            {
                test: /\.tsx?$/,
                loader: 'esbuild-loader',

                // Classic JSX: the host has no JSX runtime to share.
                options: {target: 'es2022', jsx: 'transform', tsconfigRaw: {}},
            },
            {test: /\.css$/, use: ['style-loader', 'css-loader']},
        ],
    },
    plugins: [new ForbidHostLibraries(), new webpack.DefinePlugin({ENTRY_TRANSLATIONS: JSON.stringify(entryTranslations())})],
    performance: {hints: false},
} satisfies webpack.Configuration;
