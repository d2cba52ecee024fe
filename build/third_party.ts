import {execFile} from 'node:child_process';
import {readdir, readFile} from 'node:fs/promises';
import path from 'node:path';
import {promisify} from 'node:util';

import * as v from 'valibot';

const root = path.join(import.meta.dirname, '..');

const componentSchema = v.looseObject({
    name: v.string(),
    version: v.string(),
    licenses: v.array(v.object({license: v.object({id: v.string()})})),
});
const sbomSchema = v.looseObject({
    serialNumber: v.optional(v.string()),
    metadata: v.looseObject({timestamp: v.string(), component: v.looseObject({name: v.string()})}),
    components: v.array(componentSchema),
});

/** Texts for packages that name their licence only, by the beginning of their names. */
const withoutText: Array<[prefix: string, file: string]> = [['@mattermost/', 'build/licences/mattermost.txt']];

/** The software bill of materials, in CycloneDX's JSON. */
export type Sbom = v.InferOutput<typeof sbomSchema>;

/**
 * What the program is made of besides itself, by npm. `timestamp` (ISO 8601) is the commit's: npm's own would make two
 * bills of one commit differ, as would its random serial number and the name of the folder.
 */
export async function readSbom(name: string, timestamp: string): Promise<Sbom> {
    const {stdout} = await promisify(execFile)('npm', ['sbom', '--omit=dev', '--sbom-format=cyclonedx'], {cwd: root, maxBuffer: 64 << 20});
    const sbom = v.parse(sbomSchema, JSON.parse(stdout));
    delete sbom.serialNumber;
    return {...sbom, metadata: {...sbom.metadata, timestamp, component: {...sbom.metadata.component, name}}};
}

/** The licences of everything that ships, whole, as their authors ask for. Throws where a package has none. */
export async function thirdPartyNotices(): Promise<string> {
    const {components} = await readSbom('token-audit', '');
    const notices = await Promise.all(components.map(async ({name, version, licenses}) => (
        `${name} ${version} (${licenses.map(({license}) => license.id).join(', ')})\n\n${await licenseOf(name)}`
    )));
    return `Token Audit contains the following software.\n\n${notices.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

async function licenseOf(name: string): Promise<string> {
    const folder = path.join(root, 'node_modules', name);
    const own = (await readdir(folder)).find((entry) => (/^licen[cs]e/i).test(entry));
    const file = own ? path.join(folder, own) : withoutText.find(([prefix]) => name.startsWith(prefix))?.[1];
    if (!file) {
        throw new Error(`${name} comes without the text of its licence: add it to build/licences, or do without the package.`);
    }
    return (await readFile(path.resolve(root, file), 'utf8')).trim();
}
