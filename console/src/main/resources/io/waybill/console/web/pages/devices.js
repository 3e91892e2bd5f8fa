// Devices: handsets of the inventory, and those nothing names.

import {html} from 'lit';
import {list} from '../api.js';
import {count} from '../format.js';
import {deviceLink, modelLink, severity, when} from '../parts/bits.js';
import {given, search} from '../parts/filters.js';
import {head, Page, panel} from '../parts/page.js';
import {exports, table} from '../parts/table.js';

class Devices extends Page {
  title() {
    return 'Devices';
  }

  query() {
    const names = ['q', 'model', 'destination', 'sort', 'order'];
    return Object.fromEntries(names.map((name) => [name, this.params.get(name)]));
  }

  load(signal) {
    return list('devices', {...this.query(), limit: 50, offset: this.params.get('offset')}, signal);
  }

  show(result) {
    const query = this.query();
    return html`${head('Devices', {lead: 'Single handsets, with what was done to them.', tools: html`<div class="filters">${search('Find a device or model', query.q)}</div>`})}
      <div class="filters">${given('model', query.model)}${given('destination', query.destination)}</div>
      ${panel('', table(result, [
        {key: 'id', label: 'Device', cls: 'name', cell: (row) => html`${deviceLink(row.id)}${row.in_inventory ? '' : html`<small>not in the inventory</small>`}`},
        {key: 'model', label: 'Model', cell: (row) => modelLink(`${row.manufacturer} ${row.model}`)},
        {key: 'firmware', label: 'Firmware', cls: 'mono'}, {key: 'destinations', label: 'Destinations', n: true, cell: (row) => count(row.destinations)},
        {key: 'lifecycle_events', label: 'Resets, updates', n: true},
        {key: 'last_seen', label: 'Last seen', cls: 'when', cell: (row) => when(row.last_seen)},
        {key: 'alerts', label: 'Alerts', n: true}, {key: 'severity', label: 'Worst', cell: (row) => severity(row.severity)},
      ], {sort: query.sort || 'last_seen', order: query.order || 'desc', sortable: true, label: 'Devices',
        none: ['No device', 'None matches in this case.']}), {note: `${count(result.total)} devices`, tools: exports('devices', query), flush: true})}`;
  }
}

customElements.define('wb-devices', Devices);
