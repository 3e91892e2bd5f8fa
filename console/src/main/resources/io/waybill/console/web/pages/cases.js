// Cases: the live state and every replay, side by side.

import {html} from 'lit';
import {list} from '../api.js';
import {count} from '../format.js';
import {severity, when} from '../parts/bits.js';
import {head, Page, panel} from '../parts/page.js';
import {exports, table} from '../parts/table.js';

class Cases extends Page {
  title() {
    return 'Cases';
  }

  load(signal) {
    return list('cases', {limit: 200}, signal);
  }

  show(result) {
    return html`${head('Cases', {lead: 'One replay of given captures each, apart from every other and from the live state. A case whose topics are deleted leaves this list.'})}
      ${panel('', table(result, [
        {key: 'id', label: 'Case', cls: 'name', cell: (row) => html`<a href=${`/?case=${encodeURIComponent(row.id)}`}>${row.id}</a>`},
        {key: 'models', label: 'Models', n: true}, {key: 'devices', label: 'Devices', n: true, cell: (row) => count(row.devices)},
        {key: 'destinations', label: 'Destinations', n: true, cell: (row) => count(row.destinations)},
        {key: 'connections', label: 'Connections', n: true, cell: (row) => count(row.connections)},
        {key: 'first_seen', label: 'From', cls: 'when', cell: (row) => when(row.first_seen)}, {key: 'last_seen', label: 'To', cls: 'when', cell: (row) => when(row.last_seen)},
        {key: 'alerts', label: 'Alerts', n: true}, {key: 'severity', label: 'Worst', cell: (row) => severity(row.severity)},
      ], {label: 'Cases', none: ['No cases yet', 'Replay a capture with ./waybill replay --case NAME FILE.']}), {tools: exports('cases'), flush: true})}`;
  }
}

customElements.define('wb-cases', Cases);
