// Alert: the sentence, the numbers behind it, and the events behind those.

import {html, svg} from 'lit';
import {work} from '../actions.js';
import {jsonAddress, list, one, renderedAddress} from '../api.js';
import {count, number, span, time, zone} from '../format.js';
import {link} from '../state.js';
import {destinationLink, deviceLink, severity, subjectLink} from '../parts/bits.js';
import {head, Page, panel} from '../parts/page.js';
import {revisions} from '../parts/revisions.js';
import {files, table} from '../parts/table.js';
import '../parts/alert-tools.js';

class Alert extends Page {
  title({alert}) {
    return `${alert.detector}: ${alert.subject.value}`;
  }

  async load(signal) {
    const id = this.needed('id');
    const [alert, history, offers] = await Promise.all([one('alerts', id, signal), list('revisions', {alert: id, limit: 50}, signal), work(signal)]);
    return {alert, history, offers};
  }

  show({alert, history, offers}) {
    const subject = {level: alert.subject.level, subject: alert.subject.value, model: null};
    const evidence = alert.evidence.map((event, i) => ({...event, id: i}));
    return html`${head(html`<bdi>${alert.subject.value}</bdi>`, {crumb: html`<a href=${link('/alerts')}>Alerts</a> / <a href=${link('/alerts', {detector: alert.detector})}>${alert.detector}</a>`,
      tools: html`<span class="filters">${severity(alert.severity)}${alert.status === 'OPEN' ? '' : html`<span class="tag">${alert.status.toLowerCase()}</span>`}
        ${alert.suppressedBy ? html`<span class="tag">kept quiet by <bdi>${alert.suppressedBy}</bdi></span>` : ''}</span>`})}
      <section class="panel"><p class="sentence"><bdi>${alert.explanation}</bdi></p></section>
      <div class="grid">
        <div class="w7">${panel('Observed against expected', html`${this.bullet(alert)}${table({items: [alert], total: 1}, [
          {key: 'observed', label: 'Observed', n: true, cell: (row) => number(row.observed)}, {key: 'expected', label: 'Expected', n: true, cell: (row) => number(row.expected)},
          {key: 'lowerBound', label: 'Accepted from', n: true, cell: (row) => number(row.lowerBound)}, {key: 'upperBound', label: 'to', n: true, cell: (row) => number(row.upperBound)},
          {key: 'samples', label: 'Rests on', n: true, cell: (row) => `${count(row.samples)} samples`},
        ], {label: 'Observed and expected'})}`, {note: alert.measure,
          tools: files('alerts', {detector: alert.detector, subject: alert.subject.value, destination: alert.destination, retracted: 'true', suppressed: 'true'})})}</div>
        <div class="w5">${panel('What it is about', html`<dl class="facts">
          <dt>Subject</dt><dd>${subjectLink(subject)} <span class="tag">${alert.subject.level.toLowerCase()}</span></dd>
          <dt>Destination</dt><dd>${destinationLink(alert.destination)}${alert.knownService ? html` <span class="tag"><bdi>${alert.knownService}</bdi></span>` : ''}</dd>
          <dt>Devices</dt><dd>${count(alert.devices)}</dd>
          <dt>Time span</dt><dd>${time(alert.window.start)} to ${time(alert.window.end)} ${zone()} <span class="soft">(${span(alert.window.start, alert.window.end)})</span></dd>
          <dt>Score</dt><dd>${alert.score.toFixed(3)} of 1</dd>
          <dt>Revision</dt><dd>${alert.revision}, ${alert.status.toLowerCase()}</dd>
          <dt>Id</dt><dd class="mono">${alert.id}</dd></dl>`)}</div>
        <div class="w12"><wb-alert-tools .alert=${alert} .offers=${offers} .addresses=${['ocsf', 'ecs', 'cef'].map((format) => [format, renderedAddress(format, alert.id)])} ?live=${(this.params.get('case') || 'live') === 'live'}></wb-alert-tools></div>
        <div class="w12">${panel('Evidence', table({items: evidence, total: evidence.length}, [
          {key: 'time', label: `Time (${zone()})`, cls: 'when', cell: (row) => time(row.time, true)},
          {key: 'deviceId', label: 'Device', cls: 'name', cell: (row) => (row.deviceId ? deviceLink(row.deviceId) : '–')},
          {key: 'capture', label: 'Capture', cls: 'name', cell: (row) => html`<bdi>${row.capture}</bdi>`},
          {key: 'position', label: 'Position', n: true, cell: (row) => String(row.position)},
          {key: 'eventId', label: 'Event', cls: 'mono', cell: (row) => html`<bdi>${row.eventId}</bdi>`},
        ], {label: 'Evidence', none: ['No single events', 'This verdict rests on counts.']}), {note: 'events behind the verdict; the first and the last where there are many', flush: true,
          tools: html`<a href=${jsonAddress('alerts', alert.id)} data-plain>JSON</a>`})}</div>
        <div class="w12">${panel('Revisions', revisions(history), {note: 'newest first; those that this console has read', tools: files('revisions', {alert: alert.id}), flush: true})}</div>
        <div class="w6">${panel('Parts of the score', this.pairs(alert.subscores, (value) => number(value)))}</div>
        <div class="w6">${panel('Parameters it ran with', this.pairs(alert.parameters, (value) => html`<bdi>${value}</bdi>`))}</div>
      </div>`;
  }

  pairs(map, show) {
    const entries = Object.entries(map);
    return entries.length ? html`<dl class="facts">${entries.map(([name, value]) => html`<dt>${name}</dt><dd class="number">${show(value)}</dd>`)}</dl>`
      : html`<p class="soft">None.</p>`;
  }

  // One scale from zero: the accepted band, the expected mark, the observed bar.
  bullet(alert) {
    const numbers = [alert.observed, alert.expected, alert.upperBound ?? 0, alert.lowerBound ?? 0];
    const top = Math.max(...numbers) * 1.08 || 1;
    const low = Math.min(0, ...numbers) * 1.08;
    const x = (value) => 10 + ((value - low) / (top - low)) * 620;
    const [from, to] = [alert.lowerBound ?? low, alert.upperBound ?? alert.expected];
    const near = Math.abs(x(alert.observed) - x(alert.expected)) < 130;
    const anchor = (value) => (x(value) > 540 ? 'end' : x(value) < 90 ? 'start' : 'middle');
    return html`<svg class="bullet" viewBox="0 0 640 96" role="img" aria-label="Observed ${number(alert.observed)}, expected ${number(alert.expected)}">
      ${svg`<rect class="track" x="10" y="38" width="620" height="16" rx="2"></rect>
      <rect class="band" x=${Math.min(x(from), x(to))} y="38" width=${Math.max(2, Math.abs(x(to) - x(from)))} height="16"></rect>
      <rect class="seen" x=${Math.min(x(0), x(alert.observed))} y="42" width=${Math.max(2, Math.abs(x(alert.observed) - x(0)))} height="8"></rect>
      <line class="want" x1=${x(alert.expected)} x2=${x(alert.expected)} y1="32" y2="60"></line>
      <text class="ink" x=${x(alert.observed)} y="24" text-anchor=${anchor(alert.observed)}>observed ${number(alert.observed)}</text>
      <text x=${x(alert.expected)} y=${near ? 80 : 78} text-anchor=${anchor(alert.expected)}>expected ${number(alert.expected)}</text>`}</svg>`;
  }
}

customElements.define('wb-alert', Alert);
