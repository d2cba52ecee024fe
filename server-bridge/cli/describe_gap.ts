import {timeOf} from '../log_analysis/report.ts';

import type {Gap} from '../log_sources/log_source.ts';

/** What a source left out, for people. */
export function describeGap(gap: Gap): string {
    switch (gap.kind) {
    case 'file_logging_off': return 'The server writes no log file.';
    case 'rotated_away': return `${gap.name} was rotated while it was followed: some lines may be missing.`;
    case 'broken_off': return `${gap.name} could not be unpacked to its end: it breaks off or is damaged, and lines are missing.`;
    case 'only_recent_lines': return `${gap.name} gave no more than its last ${gap.lines} lines.`;
    case 'only_this_node': return 'Only one node of the cluster was read.';
    case 'nodes_not_json': return 'The nodes of the cluster hand out their lines only where the log is JSON (LogSettings.FileJson).';
    case 'unread': return `${gap.name} was not read from ${timeOf(gap.since)} to ${timeOf(gap.until)}: ${gap.why}.`;
    }
}
