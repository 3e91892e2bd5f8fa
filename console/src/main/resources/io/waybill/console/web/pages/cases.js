// Cases: the live state and every replay, side by side; captures come in here.

import {html} from 'lit';
import {removeCase, work} from '../actions.js';
import {caseRecord, list} from '../api.js';
import {bytes, count} from '../format.js';
import {here, link} from '../state.js';
import {severity, when} from '../parts/bits.js';
import {empty, head, Page, panel} from '../parts/page.js';
import {exports, table} from '../parts/table.js';
import '../parts/upload.js';

const LOOK_EVERY_MS = 1_000;

class Cases extends Page {
  static properties = {said: {state: true}};

  title() {
    return 'Cases';
  }

  async load(signal) {
    const shown = this.params.get('show');
    const [result, desk, record] = await Promise.all([list('cases', {limit: 200}, signal), work(signal), shown ? caseRecord(shown, signal) : null]);
    clearTimeout(this.later);
    if (desk.items.some((item) => item.state === 'WAITING' || item.state === 'RUNNING')) {
      this.later = setTimeout(() => this.reload(), LOOK_EVERY_MS);
    }
    return {result, desk, record};
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.later);
  }

  show({result, desk, record}) {
    return html`${head('Cases', {lead: 'One replay of given captures each, apart from every other and from the live state.', tools: html`<a class="button" href=${link('/compare')}>Compare two cases</a>`})}
      <p class="soft said" role="status">${this.said ?? ''}</p>
      ${desk.upload ? html`<wb-upload .offers=${desk} @sent=${() => this.reload()}></wb-upload>` : ''}
      ${desk.items.length ? this.progress(desk) : ''}
      ${panel('', table(result, [
        {key: 'id', label: 'Case', cls: 'name', cell: (row) => html`<a href=${link('/', {case: row.id === 'live' ? null : row.id, from: null, to: null})}>${row.id}</a>${row.id === 'live' ? '' : html`<small><a href=${here({show: row.id})}>what went in</a></small>`}`},
        {key: 'models', label: 'Models', n: true}, {key: 'devices', label: 'Devices', n: true, cell: (row) => count(row.devices)},
        {key: 'destinations', label: 'Destinations', n: true, cell: (row) => count(row.destinations)},
        {key: 'connections', label: 'Connections', n: true, cell: (row) => count(row.connections)},
        {key: 'first_seen', label: 'From', cls: 'when', cell: (row) => when(row.first_seen)}, {key: 'last_seen', label: 'To', cls: 'when', cell: (row) => when(row.last_seen)},
        {key: 'alerts', label: 'Alerts', n: true}, {key: 'severity', label: 'Worst', cell: (row) => severity(row.severity)},
        {key: 'remove', label: '', cell: (row) => (desk.remove && row.id !== 'live' ? html`<button class="button" @click=${() => this.remove(row.id)} aria-label="Remove case ${row.id}">Remove</button>` : '')},
      ], {label: 'Cases', none: ['No cases yet', 'Replay a capture with ./waybill replay --case NAME FILE.']}), {note: result.total === 1 ? '1 case' : `${count(result.total)} cases`, tools: exports('cases'), flush: true})}
      ${record ? this.inputs(record) : ''}`;
  }

  progress(desk) {
    return panel('Replays', table({items: desk.items, total: desk.items.length}, [
      {key: 'caseName', label: 'Case', cls: 'name', cell: (item) => html`${item.state === 'DONE' ? html`<a href=${link('/', {case: item.caseName, from: null, to: null})}>${item.caseName}</a>` : item.caseName}<small><bdi>${item.fileName}</bdi></small>`},
      {key: 'state', label: 'State', cell: (item) => html`<span class="work ${item.state.toLowerCase()}">${{WAITING: 'waits for its turn', RUNNING: 'is being replayed', DONE: 'done', FAILED: 'failed'}[item.state]}</span>`},
      {key: 'bytes', label: 'Size', n: true, cell: (item) => bytes(item.bytes)}, {key: 'fed', label: 'Events read', n: true, cell: (item) => count(item.fed)},
      {key: 'processed', label: 'Through the pipeline', n: true, cell: (item) => html`${count(item.processed)}${item.state === 'RUNNING' && item.fed ? html` <progress max=${item.fed} .value=${item.processed} aria-label="Progress of ${item.caseName}"></progress>` : ''}`},
      {key: 'problems', label: 'Unusable records', n: true, cell: (item) => count(item.problems)},
      {key: 'message', label: '', cell: (item) => html`<bdi>${item.message ?? ''}</bdi>`},
    ], {label: 'Replays'}), {flush: true});
  }

  inputs(record) {
    const body = record.inputs === null ? empty('Not known here', 'The case was replayed on another machine; its folder has the digests.')
      : table({items: record.inputs, total: record.inputs.length}, [
        {key: 'name', label: 'File', cls: 'name', cell: (row) => html`<bdi>${row.name}</bdi><small>${row.role}</small>`}, {key: 'bytes', label: 'Size', n: true, cell: (row) => (row.bytes < 0 ? 'a stream' : bytes(row.bytes))},
        {key: 'sha256', label: 'SHA-256', cls: 'mono', cell: (row) => row.sha256 || '–'}, {key: 'events', label: 'Events', n: true, cell: (row) => count(row.events)},
        {key: 'unusable', label: 'Unusable', n: true, cell: (row) => count(row.unusable)},
      ], {label: 'Inputs', none: ['Nothing', 'No file went into this case.']});
    return panel(`What went into ${record.id}`, body, {flush: true, tools: html`<a href=${here({show: null})}>Close</a>`});
  }

  async remove(name) {
    if (!confirm(`Remove case ${name} with its topics, counts, alerts and uploaded captures? This cannot be undone.`)) {
      return;
    }
    this.said = `Removing ${name}…`;
    try {
      await removeCase(name);
      this.said = `${name} is removed; it leaves this list in a moment.`;
      this.reload();
    } catch (error) {
      this.said = `Not removed: ${error.message}.`;
    }
  }
}

customElements.define('wb-cases', Cases);
