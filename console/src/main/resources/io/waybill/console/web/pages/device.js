// Device: when it contacted what, with resets and updates as lines across: what survives a reset shows at once.

import {html} from 'lit';
import {file, list, one} from '../api.js';
import {bytes, count, country, time, zone} from '../format.js';
import {link} from '../state.js';
import {destinationLink, modelLink, severity, when} from '../parts/bits.js';
import {figures, head, Page, panel} from '../parts/page.js';
import {exports, files, table} from '../parts/table.js';
import {timeline} from '../parts/strip.js';

class Device extends Page {
  title() {
    return this.params.get('name');
  }

  async load(signal) {
    const device = this.needed('name');
    const [about, contacts, marks, events, alerts] = await Promise.all([
      one('devices', device, signal), list('contacts', {device, order: 'asc', limit: 1000}, signal), list('lifecycle', {device, order: 'asc', limit: 100}, signal),
      list('connections', {device, limit: 25, offset: this.params.get('offset')}, signal), list('alerts', {subject: device, limit: 20}, signal),
    ]);
    while (contacts.items.length < contacts.total && contacts.items.length < 5000) {
      const next = await list('contacts', {device, order: 'asc', limit: 1000, offset: contacts.items.length}, signal);
      contacts.items.push(...next.items);
    }
    return {about, contacts, marks, events, alerts};
  }

  show({about, contacts, marks, events, alerts}) {
    const device = about.id;
    return html`${head(html`<bdi>${device}</bdi>`, {crumb: modelLink(`${about.manufacturer} ${about.model}`),
      lead: about.in_inventory ? '' : 'Nothing in the inventory names this device: it is called by its address.'})}
      ${figures([
        ['Firmware now', html`<span class="mono">${about.firmware}</span>`], ['Operating system', about.os ?? '–'], ['Home country', about.home_country ? country(about.home_country) : '–'],
        ['Destinations', count(about.destinations)], ['Resets, updates', count(about.lifecycle_events)], ['Alerts', count(about.alerts), about.severity ? severity(about.severity) : 'none above informational'],
      ])}
      <wb-chart heading="Contacts over time" note="one row for each destination; lines are resets, updates and settings. Times in ${zone()}" size="h430" .rows=${contacts.items}
        .option=${timeline(contacts.items, marks.items)} csv=${file('contacts', {device})}
        .columns=${[['time', 'Time', when], ['destination', 'Destination'], ['connections', 'Connections'], ['failed', 'Failed'], ['bytes_sent', 'Bytes sent']]}></wb-chart>
      <div class="grid">
        <div class="w6">${panel('What was done to it', table(marks, [
          {key: 'time', label: `Time (${zone()})`, cls: 'when', cell: (row) => when(row.time)},
          {key: 'kind', label: 'What', cell: (row) => row.kind.toLowerCase().replaceAll('_', ' ')},
          {key: 'detail', label: 'Detail', cell: (row) => html`<bdi>${[row.firmware, row.setting, row.setting_value, row.app].filter(Boolean).join(' ') || '–'}</bdi>`},
        ], {label: 'Lifecycle', none: ['Nothing known', 'No reset, update or setting was reported.']}), {tools: files('lifecycle', {device}), flush: true})}</div>
        <div class="w6">${panel('Alerts', table(alerts, [
          {key: 'severity', label: 'Severity', cell: (row) => html`<a href=${link('/alert', {id: row.id})}>${severity(row.severity)}</a>`},
          {key: 'detector', label: 'Finding', cls: 'nowrap', cell: (row) => html`<a href=${link('/alert', {id: row.id})}>${row.detector}</a>`},
          {key: 'destination', label: 'Destination', cell: (row) => destinationLink(row.destination)},
        ], {label: 'Alerts', none: ['No alerts', 'Nothing was found about this device.']}), {tools: files('alerts', {subject: device}), flush: true})}</div>
        <div class="w12">${panel('Connections', table(events, [
          {key: 'time', label: `Time (${zone()})`, cls: 'when', cell: (row) => time(row.time, true)}, {key: 'destination', label: 'Destination', cls: 'name', cell: (row) => destinationLink(row.destination)},
          {key: 'host', label: 'Host', cls: 'mono', cell: (row) => html`<bdi>${row.host ?? '–'}</bdi>`}, {key: 'ip', label: 'Address', cls: 'mono', cell: (row) => `${row.ip ?? '–'} : ${row.port}`},
          {key: 'outcome', label: 'Outcome'}, {key: 'bytes_sent', label: 'Sent', n: true, cell: (row) => bytes(row.bytes_sent)},
          {key: 'capture', label: 'Capture', cell: (row) => html`<bdi>${row.capture}</bdi> <small>position ${row.position}</small>`},
        ], {label: 'Connections', paged: true, none: ['No connections kept', 'None in this case and time range.']}), {note: `${count(events.total)} events, newest first`, tools: exports('connections', {device}), flush: true})}</div>
      </div>`;
  }
}

customElements.define('wb-device', Device);
