// Model: what its devices contact, what only they contact, and what came with which firmware.

import {html} from 'lit';
import {file, list, one} from '../api.js';
import {bytes, count, country, share, time, zone} from '../format.js';
import {here, link} from '../state.js';
import {bars, destinationLink, meter, severity, subjectLink, twin, when} from '../parts/bits.js';
import {chips} from '../parts/filters.js';
import {empty, figures, head, Page, panel} from '../parts/page.js';
import {stacked} from '../parts/series.js';
import {firmwareMatrix} from '../parts/matrix.js';
import {countryColumns, files, table} from '../parts/table.js';

class Model extends Page {
  title() {
    return this.params.get('name');
  }

  async load(signal) {
    const name = this.needed('name');
    const model = name;
    const sort = this.params.get('sort') || 'exclusivity';
    const by = this.params.get('by') || 'destination';
    const [sums, destinations, firmwares, places, timeline, alerts, builds, survivors, ignored, honoured] = await Promise.all([
      one('models', name, signal),
      list('destinations', {model, sort, order: this.params.get('order'), limit: 25, offset: this.params.get('offset')}, signal),
      list('firmwares', {model, limit: 50}, signal), list('countries', {model, limit: 50}, signal),
      list('timeline', {model, by, order: 'asc', limit: 1000}, signal), list('alerts', {model, limit: 10}, signal),
      list('firmware-destinations', {model, limit: 1000}, signal),
      ...['survives-reset', 'opt-out-ignored', 'opt-out-honoured'].map((detector) => list('alerts', {model, detector, limit: 20}, signal)),
    ]);
    return {sums, destinations, firmwares, places, timeline, alerts, builds, survivors, ignored, honoured, sort, by};
  }

  show({sums, destinations, firmwares, places, timeline, alerts, builds, survivors, ignored, honoured, sort, by}) {
    const model = sums.id;
    return html`${head(html`<bdi>${sums.model}</bdi>`, {crumb: html`<bdi>${sums.manufacturer}</bdi>`, lead: `Seen ${time(sums.first_seen)} to ${time(sums.last_seen)} ${zone()}`})}
      ${figures([
        ['Devices', count(sums.devices)], ['Firmware builds', count(sums.firmwares)], ['Destinations', count(sums.destinations)],
        ['Connections', count(sums.connections), `${share(sums.failed / Math.max(1, sums.connections))} failed`],
        ['Sent', bytes(sums.bytes_sent), `${bytes(sums.bytes_received)} received`], ['Alerts', count(sums.alerts), sums.severity ? severity(sums.severity) : 'none above informational'],
      ])}
      <div class="grid">
        <div class="w12">${panel('Destinations', table(destinations, [
          {key: 'id', label: 'Destination', cls: 'name', cell: (row) => html`${destinationLink(row.id)}<small>${row.organisation ?? row.kind}</small>`},
          {key: 'exclusivity', label: 'Exclusivity', n: true, cell: (row) => (row.exclusivity === null ? '–' : meter(row.exclusivity))},
          {key: 'devices', label: 'Devices', n: true, cell: (row) => count(row.devices)},
          {key: 'country', label: 'Country', cell: (row) => country(row.country)},
          {key: 'connections', label: 'Connections', n: true, cell: (row) => count(row.connections)},
          {key: 'bytes_sent', label: 'Sent', n: true, cell: (row) => bytes(row.bytes_sent)},
          {key: 'first_seen', label: 'First seen', cls: 'when', cell: (row) => when(row.first_seen)},
          {key: 'severity', label: 'Worst alert', cell: (row) => severity(row.severity)},
        ], {sort, order: this.params.get('order') || 'desc', sortable: true, label: 'Destinations'}), {
          note: 'exclusivity: of all devices that contact it, the share that are this model', tools: files('destinations', {model, sort}), flush: true})}</div>
        <div class="w8"><wb-chart heading="Connections over time" .rows=${timeline.items} .option=${stacked(timeline.items)} size="h300" csv=${file('timeline', {model, by})}
          .columns=${[['time', 'Time', when], ['series', 'Series'], ['connections', 'Connections'], ['bytes_sent', 'Bytes sent']]}></wb-chart>
          <p class="filters">${chips('by', by === 'destination' ? '' : by, [['', 'by destination'], ['country', 'by country'], ['network', 'by network'], ['firmware', 'by firmware']])}</p></div>
        <div class="w4">${panel('Countries', places.items.length ? twin(bars(places.items.slice(0, 9).map((row) => ({name: country(row.id),
          href: link('/destinations', {country: row.id, model}), value: row.share, text: share(row.share)}))), table(places, countryColumns(), {label: 'Countries'})) : empty('No countries known', ''), {tools: files('countries', {model})})}</div>
        <div class="w12">${panel('Firmware side by side', table(firmwares, [
          {key: 'firmware', label: 'Firmware', cls: 'name mono'}, {key: 'devices', label: 'Devices at once', n: true},
          {key: 'destinations', label: 'Destinations', n: true},
          {key: 'new_destinations', label: 'First contacted from it', n: true},
          {key: 'connections', label: 'Connections', n: true, cell: (row) => count(row.connections)},
          {key: 'bytes_sent', label: 'Sent', n: true, cell: (row) => bytes(row.bytes_sent)},
          {key: 'first_seen', label: 'First seen', cls: 'when', cell: (row) => when(row.first_seen)},
          {key: 'last_seen', label: 'Last seen', cls: 'when', cell: (row) => when(row.last_seen)},
        ], {label: 'Firmware'}), {tools: files('firmwares', {model}), flush: true})}</div>
        <div class="w12">${panel('Destinations of each firmware', firmwareMatrix(builds), {note: 'connections; oldest build first; new: no older build contacted it', tools: files('firmware-destinations', {model}), flush: true})}</div>
        <div class="w6">${panel('What survives a reset', this.findings(survivors, 'Nothing was seen to survive', 'No destination was contacted before and again after a reset or reflash, beyond what phones do.'), {tools: files('alerts', {model, detector: 'survives-reset'}), flush: true})}</div>
        <div class="w6">${panel('Opt-out', this.findings({items: [...ignored.items, ...honoured.items], total: ignored.total + honoured.total}, 'No verdict', 'No setting that promises silence was switched off on devices of this model, or too few to tell.'), {note: 'ignored, or honoured', tools: html`${files('alerts', {model, detector: 'opt-out-ignored'})}`, flush: true})}</div>
        <div class="w12">${panel('Alerts about this model and its devices', table(alerts, [
          {key: 'severity', label: 'Severity', cell: (row) => html`<a href=${link('/alert', {id: row.id})}>${severity(row.severity)}</a>`},
          {key: 'detector', label: 'Finding', cls: 'nowrap', cell: (row) => html`<a href=${link('/alert', {id: row.id})}>${row.detector}</a>`},
          {key: 'subject', label: 'About', cls: 'name', cell: (row) => subjectLink(row)},
          {key: 'destination', label: 'Destination', cell: (row) => destinationLink(row.destination)},
          {key: 'explanation', label: 'Why', cell: (row) => html`<bdi>${row.explanation}</bdi>`},
        ], {none: ['No alerts', 'Nothing was found about this model.'], label: 'Alerts'}), {tools: html`<a href=${link('/alerts', {model})}>All of them</a>${files('alerts', {model})}`, flush: true})}</div>
        <p class="w12 soft"><a href=${link('/devices', {model})}>Devices of this model</a> · <a href=${link('/flows', {model})}>Its flows</a> · <a href=${here({})}>Link to this page</a></p>
      </div>`;
  }

  findings(result, none, why) {
    return table(result, [
      {key: 'detector', label: 'Finding', cls: 'nowrap', cell: (row) => html`<a href=${link('/alert', {id: row.id})}>${row.detector}</a>`},
      {key: 'subject', label: 'About', cls: 'name', cell: (row) => subjectLink(row)},
      {key: 'destination', label: 'Destination', cell: (row) => destinationLink(row.destination)},
      {key: 'samples', label: 'Samples', n: true, cell: (row) => count(row.samples)},
    ], {none: [none, why], label: 'Findings'});
  }
}

customElements.define('wb-model', Model);
