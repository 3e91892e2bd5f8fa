// Destination: who contacts it, how exclusively, and since when.

import {html} from 'lit';
import {file, list, one} from '../api.js';
import {bytes, count, country, duration, share, time, zone} from '../format.js';
import {link} from '../state.js';
import {deviceLink, modelLink, severity, spark, sparks, subjectLink, twin, when} from '../parts/bits.js';
import {chips} from '../parts/filters.js';
import {empty, figures, head, Page, panel} from '../parts/page.js';
import {beats, intervals, mainBeat} from '../parts/beat.js';
import {stacked} from '../parts/series.js';
import {files, table} from '../parts/table.js';

const LEVELS = ['MANUFACTURER', 'MODEL', 'FIRMWARE', 'APP'];

class Destination extends Page {
  title() {
    return this.params.get('name');
  }

  async load(signal) {
    const destination = this.needed('name');
    const by = this.params.get('by') || 'model';
    const [sums, rungs, timeline, models, hosts, devices, alerts, arrivals, gaps, apps, firmwares] = await Promise.all([
      one('destinations', destination, signal), list('ladder', {destination, limit: 60}, signal),
      list('timeline', {destination, by, order: 'asc', limit: 1000}, signal), list('models', {destination, limit: 20}, signal),
      list('hosts', {destination, limit: 20}, signal), list('devices', {destination, limit: 20}, signal), list('alerts', {destination, limit: 10}, signal),
      list('arrivals', {destination, order: 'asc', limit: 1000}, signal), list('intervals', {destination, order: 'asc', limit: 200}, signal), list('apps', {destination, limit: 12}, signal),
      list('firmwares', {destination, limit: 20}, signal),
    ]);
    while (arrivals.items.length < arrivals.total && arrivals.items.length < 5000) {
      arrivals.items.push(...(await list('arrivals', {destination, order: 'asc', limit: 1000, offset: arrivals.items.length}, signal)).items);
    }
    return {sums, rungs, timeline, models, hosts, devices, alerts, arrivals, gaps, apps, firmwares, by};
  }

  show({sums, rungs, timeline, models, hosts, devices, alerts, arrivals, gaps, apps, firmwares, by}) {
    const beat = mainBeat(gaps.items);
    const destination = sums.id;
    const place = [country(sums.country), sums.organisation, sums.asn ? `AS${sums.asn}` : ''].filter(Boolean).join(' · ');
    return html`${head(html`<bdi>${destination}</bdi>`, {crumb: sums.kind, lead: `${place}. Contacted ${time(sums.first_seen)} to ${time(sums.last_seen)} ${zone()}.`})}
      ${figures([
        ['Models', count(sums.models), `of ${count(sums.manufacturers)} ${sums.manufacturers === 1 ? 'maker' : 'makers'}`], ['Devices', count(sums.devices)],
        ['Connections', count(sums.connections), `${share(sums.failed / Math.max(1, sums.connections))} failed`],
        ['Sent', bytes(sums.bytes_sent), `${bytes(sums.bytes_received)} received`], ['Alerts', count(sums.alerts), sums.severity ? severity(sums.severity) : 'none above informational'],
      ])}
      <div class="grid">
        <div class="w12">${panel('At whose doing', this.ladder(rungs), {note: 'share of devices that contact it, inside each cohort and outside; firmware as it is now', tools: files('ladder', {destination})})}</div>
        <div class="w12"><wb-chart heading="Connections over time" size="h300" .rows=${timeline.items} .option=${stacked(timeline.items)} csv=${file('timeline', {destination, by})}
          .columns=${[['time', 'Time', when], ['series', 'Cohort'], ['connections', 'Connections'], ['bytes_sent', 'Bytes sent']]}></wb-chart>
          <p class="filters">${chips('by', by === 'model' ? '' : by, [['', 'by model'], ['manufacturer', 'by maker'], ['firmware', 'by firmware'], ['country', 'by country'], ['network', 'by network']])}</p></div>
        <div class="w8"><wb-chart heading="When its busiest devices contact it" note="one row for each device, times in ${zone()}" size="h300" .rows=${arrivals.items} .option=${beats(arrivals.items)}
          csv=${file('arrivals', {destination})} .columns=${[['time', 'Time', when], ['device', 'Device'], ['connections', 'Connections'], ['failed', 'Failed']]}></wb-chart></div>
        <div class="w4"><wb-chart heading="Time between contacts" note=${beat ? `${share(beat.part)} about ${duration(beat.seconds)} apart` : ''} size="h300" .rows=${gaps.items} .option=${intervals(gaps.items)}
          csv=${file('intervals', {destination})} .columns=${[['median_seconds', 'Seconds apart'], ['intervals', 'Intervals'], ['devices', 'Devices']]}></wb-chart></div>
        <div class="w6">${panel('Models', html`${table(models, [
          {key: 'id', label: 'Model', cls: 'name', cell: (row) => modelLink(row.id)},
          {key: 'spark', label: 'All its activity', cell: (row) => spark(row.spark, `All activity of ${row.id}`)},
          {key: 'connections', label: 'Connections', n: true, cell: (row) => count(row.connections)},
          {key: 'first_seen', label: 'First contact', cls: 'when', cell: (row) => when(row.first_seen)},
        ], {label: 'Models'})}${sparks(models.items)}`, {tools: files('models', {destination}), flush: true})}</div>
        <div class="w6">${panel('Firmware', table(firmwares, [
          {key: 'id', label: 'Firmware', cls: 'name', cell: (row) => html`${modelLink(row.model)}<small class="mono">${row.firmware}</small>`},
          {key: 'connections', label: 'Connections', n: true, cell: (row) => count(row.connections)},
          {key: 'first_seen', label: 'First contact', cls: 'when', cell: (row) => when(row.first_seen)}, {key: 'last_seen', label: 'Last contact', cls: 'when', cell: (row) => when(row.last_seen)},
        ], {label: 'Firmware'}), {tools: files('firmwares', {destination}), flush: true})}</div>
        <div class="w6">${panel('Apps', table(apps, [
          {key: 'id', label: 'App', cls: 'name mono', cell: (row) => html`<bdi>${row.id || '(the feed names none)'}</bdi>`},
          {key: 'devices', label: 'Devices', n: true, cell: (row) => count(row.devices)}, {key: 'connections', label: 'Connections', n: true, cell: (row) => count(row.connections)},
          {key: 'bytes_sent', label: 'Sent', n: true, cell: (row) => bytes(row.bytes_sent)},
        ], {label: 'Apps', none: ['No single connections kept', 'Apps are known from connection events.']}), {tools: files('apps', {destination}), flush: true})}</div>
        <div class="w6">${panel('Names and addresses', table(hosts, [
          {key: 'host', label: 'Host', cls: 'name mono', cell: (row) => html`<bdi>${row.host ?? '(no name)'}</bdi>`}, {key: 'ip', label: 'Address', cls: 'mono'},
          {key: 'port', label: 'Port', n: true, cell: (row) => String(row.port)}, {key: 'protocol', label: 'Protocol'}, {key: 'devices', label: 'Devices', n: true},
        ], {label: 'Names', none: ['No single connections kept', 'The console has counts for this destination, and no connection events.']}), {tools: files('hosts', {destination}), flush: true})}</div>
        <div class="w6">${panel('Devices', table(devices, [
          {key: 'id', label: 'Device', cls: 'name', cell: (row) => deviceLink(row.id)}, {key: 'model', label: 'Model', cell: (row) => html`<bdi>${row.model}</bdi>`},
          {key: 'first_seen', label: 'First contact', cls: 'when', cell: (row) => when(row.first_seen)}, {key: 'last_seen', label: 'Last contact', cls: 'when', cell: (row) => when(row.last_seen)},
        ], {label: 'Devices', none: ['No devices known', 'No connection events of single devices are kept.']}), {tools: files('devices', {destination}), flush: true})}</div>
        <div class="w6">${panel('Alerts', table(alerts, [
          {key: 'severity', label: 'Severity', cell: (row) => html`<a href=${link('/alert', {id: row.id})}>${severity(row.severity)}</a>`},
          {key: 'detector', label: 'Finding', cls: 'nowrap', cell: (row) => html`<a href=${link('/alert', {id: row.id})}>${row.detector}</a>`},
          {key: 'subject', label: 'About', cls: 'name', cell: (row) => subjectLink(row)},
        ], {label: 'Alerts', none: ['No alerts', 'Nothing was found about this destination.']}), {tools: files('alerts', {destination}), flush: true})}</div>
      </div>`;
  }

  ladder(rungs) {
    if (!rungs.items.length) {
      return empty('No devices known', 'The ladder needs connection events of single devices; the console has only counts for this destination.');
    }
    const rows = [...rungs.items].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || b.share_inside - a.share_inside).slice(0, 15);
    const line = (cls, name, part, k, n) => html`<div class="line ${cls}"><span class="track"><i .style=${`width:${Math.round((part ?? 0) * 100)}%`}></i></span>
      <span>${name}: ${k} of ${n}${n ? ` (${share(part)})` : ''}</span></div>`;
    return twin(html`<div class="ladder">${rows.map((row) => html`<div class="rung"><span class="who"><small>${row.level[0] + row.level.slice(1).toLowerCase()}</small><bdi>${row.cohort}</bdi></span>
      <div class="pair">${line('', 'inside', row.share_inside, row.contacting_inside, row.devices_inside)}
      ${line('out', 'outside', row.share_outside, row.contacting_outside, row.devices_outside)}</div></div>`)}</div>`, table({items: rows, total: rungs.total}, [
      {key: 'level', label: 'Level', cell: (row) => row.level[0] + row.level.slice(1).toLowerCase()}, {key: 'cohort', label: 'Cohort', cls: 'name'},
      {key: 'contacting_inside', label: 'Contact it, inside', n: true}, {key: 'devices_inside', label: 'Devices inside', n: true},
      {key: 'contacting_outside', label: 'Contact it, outside', n: true}, {key: 'devices_outside', label: 'Devices outside', n: true},
    ], {label: 'At whose doing'}));
  }
}

customElements.define('wb-destination', Destination);
