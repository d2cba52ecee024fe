import {buildServer} from './mattermost/build_server.ts';

/** Builds the server once, before the first test that starts one. */
export default async function setup(): Promise<void> {
    await buildServer(console.log);
}
