/** An attachment of a post, as far as it is traced. `size` is in bytes. */
export interface Attachment {
    id: string;
    name: string;
    size: number;
}

/** What a post holds that can be traced. */
export interface PostText {
    message: string;
    attachments: Attachment[];
}

const textFile = /\.(?:txt|log|json|jsonl|csv|md|out|err|ya?ml)$/i;
const kinds = {users: 'profiles', channels: 'channels', teams: 'teams', posts: 'posts'} as const;

/** What an id is that the page has loaded already; undefined for any other word. */
export type HostKind = keyof typeof kinds;

/** A post that the page has loaded, with its text attachments; undefined when it is not there. */
export function postOf(state: unknown, postId: string): PostText | undefined {
    const post = valueAt(state, 'entities', 'posts', 'posts', postId);
    const message = valueAt(post, 'message');

    // The host takes the files out of the post's metadata and keeps them on their own (11.6: reducers/entities/files.ts).
    const ids: unknown = valueAt(post, 'file_ids');
    const files = (Array.isArray(ids) ? ids : []).map((id) => valueAt(state, 'entities', 'files', 'files', String(id)));
    return typeof message === 'string' ? {message, attachments: files.flatMap(textAttachment)} : undefined;
}

/** Which of the things that the page has loaded has this id. */
export function hostKindOf(state: unknown, id: string): HostKind | undefined {
    return (Object.keys(kinds) as HostKind[]).find((kind) => valueAt(state, 'entities', kind, kinds[kind], id) !== undefined);
}

function textAttachment(file: unknown): Attachment[] {
    const [id, name, size, mime] = ['id', 'name', 'size', 'mime_type'].map((key) => valueAt(file, key));
    const isText = (typeof mime === 'string' && mime.startsWith('text/')) || (typeof name === 'string' && textFile.test(name));
    return isText && typeof id === 'string' && typeof name === 'string' ? [{id, name, size: typeof size === 'number' ? size : 0}] : [];
}

function valueAt(value: unknown, ...path: string[]): unknown {
    return path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? (at as Record<string, unknown>)[key] : undefined), value);
}
