// Tables: columns say how a row is shown; heads sort; the foot pages. All of it is links, so the address keeps it.

import {html, nothing} from 'lit';
import {file} from '../api.js';
import {count, country, share} from '../format.js';
import {here} from '../state.js';
import {empty} from './page.js';

/**
 * A table of rows.
 * @param {object} result {items, total, limit, offset} of the API
 * @param {Array<{key: string, label: string, cell?: Function, n?: boolean, cls?: string, sort?: boolean}>} columns
 * @param {object} options sort: current column; order: asc or desc; none: [title, text] when there are no rows; sortable; paged
 */
export function table(result, columns, {sort = '', order = 'desc', none, sortable = false, paged = sortable, label = 'Table'} = {}) {
  if (result.items.length === 0) {
    return empty(...(none ?? ['Nothing here', 'No rows in this case and time range.']));
  }
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${label}><table>
    <thead><tr>${columns.map((column) => headCell(column, sort, order, sortable))}</tr></thead>
    <tbody>${result.items.map((row) => html`<tr>${columns.map((column) =>
      html`<td class="${column.n ? 'n' : ''} ${column.cls ?? ''}">${column.cell ? column.cell(row) : row[column.key] ?? '–'}</td>`)}</tr>`)}
    </tbody></table></div>${paged ? foot(result) : nothing}`;
}

/** How countries are shown in the table beside their picture. */
export function countryColumns() {
  return [{key: 'id', label: 'Country', cell: (row) => country(row.id)}, {key: 'connections', label: 'Connections', n: true, cell: (row) => count(row.connections)},
    {key: 'share', label: 'Share of connections', n: true, cell: (row) => share(row.share)}];
}

/** A link to the same rows as a file. */
export function files(listing, params = {}) {
  return html`<a href=${file(listing, params)} download data-csv>CSV</a>`;
}

/** The same for whole lists, which also go to other tools. */
export function exports(listing, params = {}) {
  return html`${files(listing, params)}<a href=${file(listing, params, 'parquet')} download>Parquet</a>`;
}

function headCell(column, sort, order, sortable) {
  const cls = column.n ? 'n' : '';
  if (!sortable || column.sort === false) {
    return html`<th scope="col" class=${cls}>${column.label}</th>`;
  }
  const active = sort === column.key;
  const next = active && order === 'desc' ? 'asc' : 'desc';
  return html`<th scope="col" class=${cls} aria-sort=${active ? (order === 'desc' ? 'descending' : 'ascending') : nothing}>
    <a href=${here({sort: column.key, order: next})}>${column.label}${active ? (order === 'desc' ? ' ↓' : ' ↑') : ''}</a></th>`;
}

function foot({items, total, limit, offset}) {
  if (total <= items.length && !offset) {
    return nothing;
  }
  const first = offset + 1;
  const last = offset + items.length;
  return html`<nav class="more" aria-label="Pages of this table"><span>${first}–${last} of ${total}</span>
    ${offset > 0 ? html`<a href=${here({offset: Math.max(0, offset - limit) || null})}>Previous</a>` : nothing}
    ${last < total ? html`<a href=${here({offset: last})}>Next</a>` : nothing}</nav>`;
}
