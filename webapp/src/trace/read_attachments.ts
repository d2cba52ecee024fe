import type {RestClient} from '../../../server-bridge/rest/rest_client.ts';
import type {Attachment} from './host_state.ts';

/** The most that is read of an attachment, in bytes: more ids than that holds nobody goes through. */
const MAX_BYTES = 200_000;

/** What the attachments say, the first 200 kB of each. `cut` names those that go on. Throws RestError. */
export async function readAttachments(client: RestClient, attachments: readonly Attachment[]): Promise<{text: string; cut: string[]}> {
    const cut: string[] = [];
    const texts = await Promise.all(attachments.map(async ({id, name}) => {
        const decoder = new TextDecoder();
        let [text, left] = ['', MAX_BYTES];
        for await (const bytes of (await client.openAttachment(id)).bytes) {
            text += decoder.decode(bytes.subarray(0, left), {stream: true});
            left -= bytes.length;
            if (left < 0) {
                cut.push(name);
                break;
            }
        }
        return text;
    }));
    return {text: texts.join('\n'), cut};
}
