import webpack from 'webpack';

import {webpackConfig} from './webpack_config.ts';

/** `npm run build`: the page's part of the plugin, into webapp/dist. What it may weigh stands in package.json ("size-limit"). */
function build(): Promise<void> {
    return new Promise((resolve, reject) => {
        webpack(webpackConfig, (error, stats) => {
            if (error || stats?.hasErrors()) {
                reject(error ?? new Error(stats?.toString('errors-only')));
                return;
            }
            resolve();
        });
    });
}

await build();
