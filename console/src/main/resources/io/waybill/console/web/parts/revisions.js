// What an alert said before, newest first.

import {html} from 'lit';
import {number} from '../format.js';
import {severity, when} from './bits.js';
import {table} from './table.js';

export function revisions(result) {
  return table(result, [
    {key: 'revision', label: 'Revision', n: true},
    {key: 'status', label: 'Status', cell: (row) => row.status.toLowerCase()},
    {key: 'severity', label: 'Severity', cell: (row) => severity(row.severity)},
    {key: 'observed', label: 'Observed', n: true, cell: (row) => number(row.observed)},
    {key: 'expected', label: 'Expected', n: true, cell: (row) => number(row.expected)},
    {key: 'window_end', label: 'Rests on events until', cls: 'when', cell: (row) => when(row.window_end)},
    {key: 'published', label: 'Published', cls: 'when', cell: (row) => when(row.published)},
    {key: 'suppressed_by', label: 'Kept quiet by', cell: (row) => html`<bdi>${row.suppressed_by ?? '–'}</bdi>`},
  ], {label: 'Revisions', none: ['Only this one', 'This console has read no earlier revision.']});
}
