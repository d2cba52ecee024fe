import {writeCsv} from '../../../server-bridge/log_analysis/write_csv.ts';

import type {IncidentDetail} from '../../../server-bridge/log_analysis/log_query.ts';
import type {Owner} from '../../../server-bridge/owners/owner.ts';

/** One incident as a file: its requests as the command line writes them, or everything as JSON. */
export function exportIncident({incident, events}: IncidentDetail, format: 'csv' | 'json', ownerOf: (userId: string) => Owner | undefined): Blob {
    if (format === 'json') {
        return new Blob([JSON.stringify({incident, events}, null, 2)], {type: 'application/json'});
    }
    const files: string[] = [];
    events.forEach(({event, log}) => {
        files[event.source] = log;
    });
    const owners = [...new Set(events.flatMap(({attribution}) => attribution.user_ids))].flatMap((id) => ownerOf(id) ?? []);
    return new Blob([...writeCsv({
        scan: {files, lines: 0, bytes: 0, unparsed: 0, secrets: new Set(), events: [], records: [], dropped: 0, broken_off: []},
        events: events.map(({event}) => event),
        attributions: events.map(({attribution}) => attribution),
        incidents: [incident],
        state: {tokens: [], owners, births: new Map(), sessions: new Map(), audits: []},
    })], {type: 'text/csv'});
}
