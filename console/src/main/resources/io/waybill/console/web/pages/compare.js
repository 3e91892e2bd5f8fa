// Compare: two cases side by side, before and after an update or a reset.

import {html} from 'lit';
import {cases, list} from '../api.js';
import {bytes, count, rate} from '../format.js';
import {go, here, link} from '../state.js';
import {destinationLink, modelLink, severity} from '../parts/bits.js';
import {chips, given, search} from '../parts/filters.js';
import {empty, head, Page, panel} from '../parts/page.js';
import {exports, files, table} from '../parts/table.js';

class Compare extends Page {
  title() {
    return 'Compare';
  }

  query() {
    return Object.fromEntries(['with', 'change', 'model', 'q', 'sort', 'order'].map((name) => [name, this.params.get(name)]));
  }

  async load(signal) {
    const names = (await cases()).items.map((row) => row.id);
    const query = this.query();
    if (!query.with) {
      return {names};
    }
    const [places, findings] = await Promise.all([
      list('differences', {...query, limit: 50, offset: this.params.get('offset')}, signal),
      list('alert-differences', {with: query.with, change: query.change, limit: 50}, signal),
    ]);
    return {names, places, findings};
  }

  show({names, places, findings}) {
    const query = this.query();
    const before = this.params.get('case') || 'live';
    return html`${head('Compare', {lead: 'Two cases side by side. Cases differ in length and in devices, so contacts are compared by how many one device makes in one hour. Twice as many, or half, is a change; what is missing where too little was watched is unclear.'})}
      <div class="filters"><span>Before: <strong>${before}</strong></span>
        <label>After: <select @change=${(event) => go(here({with: event.target.value || null}))}><option value="">choose a case</option>
        ${names.filter((name) => name !== before).map((name) => html`<option value=${name} ?selected=${name === query.with}>${name}</option>`)}</select></label>
        ${query.with ? html`<a class="button" href=${link('/compare', {case: query.with, with: before})}>Swap</a>${search('Find a model or destination', query.q)}` : ''}</div>
      ${places ? this.tables(places, findings, query) : panel('', empty('Choose the case after', 'The case before is the one chosen above. Replay both captures first, each as a case of its own.'))}`;
  }

  tables(places, findings, query) {
    const mark = (row) => html`<span class="tag ${row.change}">${row.change}</span>`;
    return html`<div class="filters">${chips('change', query.change, [['', 'all differences'], ['appeared', 'appeared'], ['vanished', 'vanished'], ['changed', 'changed'], ['unclear', 'unclear'], ['same', 'the same']])}${given('model', query.model)}</div>
      ${panel('Findings', table(findings, [
        {key: 'change', label: 'Change', cell: mark}, {key: 'severity', label: 'Severity', cls: 'nowrap', cell: (row) => (row.change === 'changed' ? html`${severity(row.severity_before)} → ${severity(row.severity_after)}` : severity(row.severity))},
        {key: 'detector', label: 'Finding', cls: 'nowrap', cell: (row) => html`<a href=${link('/alert', {id: row.alert_after ?? row.alert_before, case: row.alert_after ? query.with : this.params.get('case')})}>${row.detector}</a>`},
        {key: 'subject', label: 'About', cls: 'name', cell: (row) => html`<bdi>${row.subject}</bdi><small>${row.level.toLowerCase()}</small>`},
        {key: 'destination', label: 'Destination', cls: 'name', cell: (row) => html`<bdi>${row.destination ?? '–'}</bdi>`},
      ], {label: 'Findings', none: ['No difference', 'Both cases have the same findings.']}), {note: `${count(findings.total)} findings`, tools: files('alert-differences', {with: query.with, change: query.change}), flush: true})}
      ${panel('Destinations', table(places, [
        {key: 'change', label: 'Change', cell: mark}, {key: 'model', label: 'Model', cls: 'name', cell: (row) => modelLink(row.model)},
        {key: 'destination', label: 'Destination', cls: 'name', cell: (row) => destinationLink(row.destination)},
        {key: 'connections_before', label: 'Before', n: true, cell: (row) => count(row.connections_before)}, {key: 'connections_after', label: 'After', n: true, cell: (row) => count(row.connections_after)},
        {key: 'per_device_hour_before', label: 'Device and hour before', n: true, cell: (row) => rate(row.per_device_hour_before)}, {key: 'per_device_hour_after', label: 'After', n: true, cell: (row) => rate(row.per_device_hour_after)},
        {key: 'bytes_sent_before', label: 'Sent before', n: true, cell: (row) => bytes(row.bytes_sent_before)}, {key: 'bytes_sent_after', label: 'Sent after', n: true, cell: (row) => bytes(row.bytes_sent_after)},
      ], {sort: query.sort || 'connections_after', order: query.order || 'desc', sortable: true, label: 'Destinations', none: ['No difference', 'Both cases contact the same destinations, about as often.']}),
      {note: `${count(places.total)} pairs of model and destination`, tools: exports('differences', query), flush: true})}`;
  }
}

customElements.define('wb-compare', Compare);
