import type {EventIndex} from './event_index.ts';

/** Short keys for incidents, which last: one whose cause is found out later keeps its own. What tells incidents apart may be as long as a list of all tokens. */
export class IncidentKeys {
    readonly #numbers = new Map<string, number>();
    #given = 0;

    /** The key of an incident of an index that was taken. */
    of(incidentKey: string): string {
        return `incident-${this.#numbers.get(incidentKey)}`;
    }

    /** `index` takes the place of `before`: an incident that is new in it, but whose first event's is no more, is that one. */
    take(before: EventIndex, index: EventIndex): void {
        const isNew = (key: string) => !this.#numbers.has(key);
        if (!index.keys.some(isNew)) {
            return;
        }
        const groupBefore = new Map(before.events.map((event, i) => [event, before.group[i] ?? 0]));
        const current = new Set(index.keys);
        index.keys.forEach((key, group) => {
            if (!isNew(key)) {
                return;
            }
            const event = index.events[index.members[group]?.[0] ?? -1];
            const former = event && before.keys[groupBefore.get(event) ?? -1];
            const isSame = former !== undefined && !current.has(former);
            this.#numbers.set(key, (isSame ? this.#numbers.get(former) : undefined) ?? this.#given++);
            if (isSame) {
                this.#numbers.delete(former);
            }
        });
    }
}
