// Overview: where the fleet's data goes, what is new, what was found, and whether the pipeline is well.

import {html} from 'lit';
import {file, list, overview} from '../api.js';
import {bytes, count, country, duration, SEVERITIES, share, span, time, zone} from '../format.js';
import {link} from '../state.js';
import {chips} from '../parts/filters.js';
import {bars, destinationLink, modelLink, severity, spark, sparks, subjectLink, twin, when} from '../parts/bits.js';
import {empty, figures, head, Page, panel} from '../parts/page.js';
import {bySeverity} from '../parts/series.js';
import {countryColumns, files, table} from '../parts/table.js';
import {loadWorld, world} from '../parts/world.js';

class Overview extends Page {
  title() {
    return 'Overview';
  }

  async load(signal) {
    const [sums, models, destinations, alerts, timeline, places] = await Promise.all([
      overview(signal), list('models', {limit: 8}, signal), list('destinations', {limit: 1000}, signal),
      list('alerts', {limit: 6, severity: 'low'}, signal), list('alert-timeline', {limit: 1000}, signal), list('countries', {limit: 300}, signal), loadWorld(),
    ]);
    const newest = await this.newest(destinations, signal);
    return {sums, models, busiest: {...destinations, items: destinations.items.slice(0, 8)}, newest, alerts, timeline, places};
  }

  // The costliest question is asked once where one page holds all destinations.
  newest(destinations, signal) {
    if (destinations.total > destinations.items.length) {
      return list('destinations', {limit: 8, sort: 'first_seen'}, signal);
    }
    return {...destinations, items: destinations.items.toSorted((a, b) => b.first_seen.localeCompare(a.first_seen)).slice(0, 8)};
  }

  show(data) {
    const {totals, feed} = data.sums;
    if (totals.count_rows === 0 && totals.devices === 0) {
      return html`${head('Overview')}${panel('Nothing has arrived yet', this.nothing(feed))}`;
    }
    return html`${head('Where the fleet’s data goes', {
      lead: totals.first_seen ? `${time(totals.first_seen)} to ${time(totals.last_seen)} ${zone()} (${span(totals.first_seen, totals.last_seen)})` : '',
    })}
    ${figures([
      ['Models', count(totals.models)], ['Devices', count(totals.devices)], ['Destinations', count(totals.destinations)],
      ['Connections', count(totals.connections), `${share(totals.failed / Math.max(1, totals.connections))} failed`],
      ['Sent', bytes(totals.bytes_sent), `${bytes(totals.bytes_received)} received`],
      ['Alerts', count(totals.alerts), totals.suppressed ? `${count(totals.suppressed)} kept quiet by policy` : 'above informational'],
    ])}
    <div class="grid">
      <div class="w8">${this.map(data.places)}</div>
      <div class="w4">${panel('Countries', data.places.items.length ? twin(bars(data.places.items.slice(0, 9).map((row) => ({
        name: country(row.id), href: link('/destinations', {country: row.id}), value: row[this.part().key] ?? 0, text: share(row[this.part().key]),
      }))), table(data.places, countryColumns(), {label: 'Countries'})) : empty('No countries known', 'No destination could be placed.'), {note: `share of ${this.part().name}, by IP database`, tools: files('countries')})}</div>
      <div class="w7">${panel('What was found', this.alerts(data.alerts), {tools: html`<a href=${link('/alerts')}>All alerts</a>`})}</div>
      <div class="w5"><wb-chart heading="Alerts by severity" note="by end of what they rest on" size="h300" .rows=${data.timeline.items}
        .option=${bySeverity(data.timeline.items, SEVERITIES)} .columns=${[['time', 'Time', when], ['severity', 'Severity'], ['alerts', 'Alerts']]}
        csv=${file('alert-timeline')}></wb-chart></div>
      <div class="w12">${panel('Models', html`${table(data.models, [
        {key: 'id', label: 'Model', cls: 'name', cell: (row) => modelLink(row.id)},
        {key: 'spark', label: 'Activity', cell: (row) => spark(row.spark, `Activity of ${row.id} over time`)},
        {key: 'devices', label: 'Devices', n: true, cell: (row) => count(row.devices)},
        {key: 'destinations', label: 'Destinations', n: true, cell: (row) => count(row.destinations)},
        {key: 'connections', label: 'Connections', n: true, cell: (row) => count(row.connections)},
        {key: 'bytes_sent', label: 'Sent', n: true, cell: (row) => bytes(row.bytes_sent)},
        {key: 'severity', label: 'Worst alert', cell: (row) => severity(row.severity)},
      ], {label: 'Models'})}${sparks(data.models.items)}`, {tools: html`<a href=${link('/models')}>All models</a>${files('models')}`, flush: true})}</div>
      <div class="w6">${panel('Busiest destinations', this.destinations(data.busiest), {tools: files('destinations'), flush: true})}</div>
      <div class="w6">${panel('Newest destinations', this.destinations(data.newest, true), {tools: files('destinations', {sort: 'first_seen'}), flush: true})}</div>
      <div class="w12">${this.pipeline(feed, data.sums)}</div>
    </div>`;
  }

  // Which share the map and the list of countries show.
  part() {
    return {
      devices: {key: 'share_devices', name: 'devices', value: 'devices'}, bytes: {key: 'share_bytes', name: 'bytes sent', value: 'bytes'},
    }[this.params.get('share')] ?? {key: 'share', name: 'connections', value: ''};
  }

  map(places) {
    const part = this.part();
    return html`<wb-chart heading="Where it goes" note="share of ${part.name}, by country" size="map" .rows=${places.items} .option=${world(places.items, part)} csv=${file('countries')}
      .extra=${chips('share', part.value, [['', 'connections'], ['devices', 'devices'], ['bytes', 'bytes sent']])}
      .columns=${[['id', 'Country'], ['share', 'Of connections'], ['share_devices', 'Of devices'], ['share_bytes', 'Of bytes sent'], ['connections', 'Connections'], ['devices', 'Devices'], ['destinations', 'Destinations'], ['bytes_sent', 'Bytes sent']]}></wb-chart>`;
  }

  alerts(alerts) {
    return table(alerts, [
      {key: 'severity', label: 'Severity', cell: (row) => html`<a href=${link('/alert', {id: row.id})}>${severity(row.severity)}</a>`},
      {key: 'detector', label: 'Finding', cls: 'nowrap', cell: (row) => html`<a href=${link('/alert', {id: row.id})}>${row.detector}</a>`},
      {key: 'subject', label: 'About', cls: 'name', cell: (row) => subjectLink(row)},
      {key: 'destination', label: 'Destination', cell: (row) => destinationLink(row.destination)},
    ], {none: ['Nothing above informational', 'The detectors have found nothing that stands out.'], label: 'Alerts'});
  }

  destinations(result, newest = false) {
    return table(result, [
      {key: 'id', label: 'Destination', cls: 'name', cell: (row) => html`${destinationLink(row.id)}<small>${country(row.country)}${row.organisation ? ` · ${row.organisation}` : ''}</small>`},
      newest ? {key: 'first_seen', label: 'First seen', cls: 'when', cell: (row) => when(row.first_seen)}
        : {key: 'connections', label: 'Connections', n: true, cell: (row) => count(row.connections)},
      {key: 'models', label: 'Models', n: true},
    ], {label: newest ? 'Newest destinations' : 'Busiest destinations'});
  }

  pipeline(feed, {progress, learning}) {
    const shown = feed.topics.filter((topic) => topic.caseName === (this.params.get('case') || 'live'));
    const lag = shown.reduce((sum, topic) => sum + topic.lag, 0);
    const dead = shown.filter((topic) => topic.deadLetters).reduce((sum, topic) => sum + topic.records, 0);
    const note = feed.failure ? `stopped: ${feed.failure}` : feed.waitingFor ? `waits for: ${feed.waitingFor}`
      : lag ? `${count(lag)} records behind` : `level with the topics, ${count(dead)} records could not be used`;
    const said = progress.input_records === null ? '' : html`<div class="pad">${figures([
      ['Records taken', count(progress.input_records), `${count(progress.counted)} counted, ${count(progress.repeated)} came twice`],
      ['Late', count(progress.late), 'corrected a window that was published'],
      ['Could not be used', count(progress.dead_lettered), 'kept with the reason'],
      ['Still learning', `${learning.filter((row) => row.models_learning > 0).length} of ${learning.length}`, 'detectors that watch for a while before they judge'],
      ['Complete until', progress.watermark > '9' ? 'the end' : time(progress.watermark).slice(5), progress.watermark > '9' ? 'of the replay' : `${time(progress.watermark).slice(0, 4)}, ${zone()}`],
    ])}</div>`;
    const taught = learning.length === 0 ? '' : table({items: learning, total: learning.length}, [
      {key: 'detector', label: 'Detector that learns', cls: 'mono'}, {key: 'needs_hours', label: 'Watches first', n: true, cell: (row) => duration(row.needs_hours * 3600)},
      {key: 'models_learning', label: 'Models still learned', n: true, cell: (row) => `${count(row.models_learning)} of ${count(row.models)}`},
      {key: 'state', label: '', cell: (row) => (row.models_learning === 0 ? 'judges all models' : html`<span class="tag">${row.models_learning === row.models ? 'judges none yet' : 'says nothing about these yet'}</span>`)},
    ], {label: 'Learning'});
    return panel('Pipeline', html`${said}${taught}${table({items: shown, total: shown.length}, [
      {key: 'topic', label: 'Topic', cls: 'mono'}, {key: 'records', label: 'Records kept', n: true, cell: (row) => count(row.records)},
      {key: 'lag', label: 'Not yet stored', n: true, cell: (row) => (row.deadLetters ? '–' : count(row.lag))},
      {key: 'kind', label: '', cell: (row) => (row.deadLetters ? html`<span class="tag">could not be used</span>` : '')},
    ], {label: 'Topics', none: ['No topics', 'The broker has no topics of this case.']})}`, {note, flush: true});
  }

  nothing(feed) {
    const text = feed.failure ? `The feed has stopped: ${feed.failure}`
      : feed.waitingFor ? `The console waits for ${feed.waitingFor}` : feed.caughtUp ? 'The topics of this case hold no counts yet. Replay a capture, or feed connection events.'
        : 'The console is catching up with the topics.';
    return html`${empty('The store is empty', text)}<p class="soft"><a href=${link('/cases')}>Cases</a> that were replayed have pages of their own.</p>`;
  }
}

customElements.define('wb-overview', Overview);
