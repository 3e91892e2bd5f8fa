// Destinations by firmware: what came with which build.

import {html} from 'lit';
import {count} from '../format.js';
import {destinationLink} from './bits.js';
import {empty} from './page.js';

const MAX_ROWS = 25;
const MAX_BUILDS = 8;

/** Rows that arrived with a later build first, then the busiest; the newest builds where there are many. */
export function firmwareMatrix({items, total}) {
  if (items.length === 0) {
    return empty('No firmware known', 'No counts in this case and time range.');
  }
  const ages = new Map(items.map((row) => [row.firmware, row.firmware_age]));
  const builds = [...ages.keys()].sort((a, b) => ages.get(a) - ages.get(b)).slice(-MAX_BUILDS);
  const rows = new Map();
  for (const row of items) {
    const entry = rows.get(row.destination) ?? {cells: new Map(), arrived: false, connections: 0};
    entry.cells.set(row.firmware, row);
    entry.arrived ||= row.arrived;
    entry.connections += row.connections;
    rows.set(row.destination, entry);
  }
  const shown = [...rows].sort(([, a], [, b]) => b.arrived - a.arrived || b.connections - a.connections).slice(0, MAX_ROWS);
  const left = rows.size - shown.length;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Destinations of each firmware"><table>
    <thead><tr><th scope="col">Destination</th>${builds.map((build) => html`<th scope="col" class="n mono">${build}</th>`)}</tr></thead>
    <tbody>${shown.map(([name, entry]) => html`<tr><td class="name">${destinationLink(name)}</td>${builds.map((build) => cell(entry.cells.get(build)))}</tr>`)}</tbody>
    </table></div>${left || total > items.length ? html`<p class="more">${left ? `${left} further destinations` : 'More'} in the CSV.</p>` : ''}`;
}

function cell(row) {
  return row ? html`<td class="n">${row.arrived ? html`<span class="tag new">new</span> ` : ''}${count(row.connections)}</td>`
    : html`<td class="n soft" title="not contacted">–</td>`;
}
