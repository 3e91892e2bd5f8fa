// Destinations: who is contacted, by how many, from where.

import {html} from 'lit';
import {list} from '../api.js';
import {bytes, count, country} from '../format.js';
import {destinationLink, severity, when} from '../parts/bits.js';
import {chips, given, search} from '../parts/filters.js';
import {head, Page, panel} from '../parts/page.js';
import {exports, table} from '../parts/table.js';

class Destinations extends Page {
  title() {
    return 'Destinations';
  }

  query() {
    const names = ['q', 'kind', 'country', 'model', 'manufacturer', 'sort', 'order'];
    return Object.fromEntries(names.map((name) => [name, this.params.get(name)]));
  }

  load(signal) {
    return list('destinations', {...this.query(), limit: 50, offset: this.params.get('offset')}, signal);
  }

  show(result) {
    const query = this.query();
    return html`${head('Destinations', {lead: 'Sites, and networks where no name is known. A site is what someone can register.',
      tools: html`<div class="filters">${search('Find a destination or organisation', query.q)}</div>`})}
      <div class="filters">${chips('kind', query.kind, [['', 'all'], ['site', 'sites'], ['network', 'networks'], ['local', 'local'], ['other', 'other']])}
        ${given('country', query.country)}${given('model', query.model)}</div>
      ${panel('', table(result, [
        {key: 'id', label: 'Destination', cls: 'name', cell: (row) => html`${destinationLink(row.id)}<small>${row.organisation ?? row.kind}</small>`},
        {key: 'country', label: 'Country', cell: (row) => country(row.country)},
        {key: 'asn', label: 'Network', n: true, cell: (row) => (row.asn ? `AS${row.asn}` : '–')},
        {key: 'models', label: 'Models', n: true}, {key: 'devices', label: 'Devices', n: true, cell: (row) => count(row.devices)},
        {key: 'connections', label: 'Connections', n: true, cell: (row) => count(row.connections)},
        {key: 'failed', label: 'Failed', n: true, cell: (row) => count(row.failed)},
        {key: 'bytes_sent', label: 'Sent', n: true, cell: (row) => bytes(row.bytes_sent)},
        {key: 'first_seen', label: 'First seen', cls: 'when', cell: (row) => when(row.first_seen)},
        {key: 'severity', label: 'Worst alert', cell: (row) => severity(row.severity)},
      ], {sort: query.sort || 'connections', order: query.order || 'desc', sortable: true, label: 'Destinations',
        none: ['No destination', 'None matches in this case and time range.']}), {note: `${count(result.total)} destinations`, tools: exports('destinations', query), flush: true})}`;
  }
}

customElements.define('wb-destinations', Destinations);
