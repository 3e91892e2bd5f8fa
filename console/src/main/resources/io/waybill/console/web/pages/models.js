// Models: one row each, with what they did over time.

import {html} from 'lit';
import {list} from '../api.js';
import {bytes, count, share} from '../format.js';
import {modelLink, severity, spark, sparks, when} from '../parts/bits.js';
import {search} from '../parts/filters.js';
import {head, Page, panel} from '../parts/page.js';
import {exports, table} from '../parts/table.js';

class Models extends Page {
  title() {
    return 'Models';
  }

  query() {
    const params = this.params;
    return {q: params.get('q'), manufacturer: params.get('manufacturer'), sort: params.get('sort'), order: params.get('order')};
  }

  load(signal) {
    return list('models', {...this.query(), limit: 50, offset: this.params.get('offset')}, signal);
  }

  show(result) {
    const query = this.query();
    return html`${head('Models', {lead: 'Phone models heard of in this case, with the destinations they contact.', tools: html`<div class="filters">${search('Find a model', query.q)}</div>`})}
      ${panel('', html`${table(result, [
        {key: 'id', label: 'Model', cls: 'name', cell: (row) => modelLink(row.id)},
        {key: 'spark', label: 'Activity', sort: false, cell: (row) => spark(row.spark, `Activity of ${row.id} over time`)},
        {key: 'devices', label: 'Devices', n: true, cell: (row) => count(row.devices)},
        {key: 'firmwares', label: 'Firmware', n: true},
        {key: 'destinations', label: 'Destinations', n: true, cell: (row) => count(row.destinations)},
        {key: 'connections', label: 'Connections', n: true, cell: (row) => count(row.connections)},
        {key: 'failed', label: 'Failed', n: true, cell: (row) => share(row.failed / Math.max(1, row.connections))},
        {key: 'bytes_sent', label: 'Sent', n: true, cell: (row) => bytes(row.bytes_sent)},
        {key: 'last_seen', label: 'Last seen', cls: 'when', cell: (row) => when(row.last_seen)},
        {key: 'alerts', label: 'Alerts', n: true},
        {key: 'severity', label: 'Worst', cell: (row) => severity(row.severity)},
      ], {sort: query.sort || 'connections', order: query.order || 'desc', sortable: true, label: 'Models',
        none: ['No model', query.q ? 'No model of that name in this case and time range.' : 'No counts have arrived in this case and time range.']})}${sparks(result.items)}`,
      {note: `${result.total} ${result.total === 1 ? 'model' : 'models'}`, tools: exports('models', query), flush: true})}`;
  }
}

customElements.define('wb-models', Models);
