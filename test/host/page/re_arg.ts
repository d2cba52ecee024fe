type Method<Args, Result> = ((args: Args) => Result) & ((...positional: unknown[]) => Result);

/**
 * The host's convention for registry methods: `register({key, component})` or `register(key, component)`.
 * One object counts as named arguments only when all its keys are known names; a React element, say, does not.
 */
export function reArg<Args, Result>(names: Array<keyof Args & string>, method: (args: Args) => Result): Method<Args, Result> {
    return (...given: unknown[]) => {
        const [only] = given;
        if (given.length === 1 && isPlainObject(only) && Object.keys(only).every((key) => (names as string[]).includes(key))) {
            return method(only as Args);
        }
        return method(Object.fromEntries(names.map((name, index) => [name, given[index]])) as Args);
    };
}

function isPlainObject(value: unknown): value is object {
    return typeof value === 'object' && value !== null && [Object.prototype, null].includes(Object.getPrototypeOf(value));
}
