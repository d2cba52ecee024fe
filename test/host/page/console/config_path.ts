type Tree = Record<string, unknown>;

// A path is split at its dots, and an id may hold some: the host writes those as "+".
export const escapePart = (part: string) => part.replaceAll('.', '+');
const parts = (path: string) => path.split('.').map((part) => part.replaceAll('+', '.'));

/** The value at a path such as `PluginSettings.Plugins.token-audit.policy`, undefined where there is none. */
export function valueAt(tree: object, path: string): unknown {
    return parts(path).reduce<unknown>((inner, part) => (inner as Tree | undefined)?.[part], tree);
}

/** Puts a value at a path, making what is missing on the way. Changes `tree`. */
export function setValueAt(tree: object, path: string, value: unknown): void {
    const way = parts(path);
    const last = way.pop();
    let inner = tree as Tree;
    for (const part of way) {
        inner[part] ??= {};
        inner = inner[part] as Tree;
    }
    if (last !== undefined) {
        inner[last] = value;
    }
}
