// Alerts: what was found, worst first.

import {html, nothing} from 'lit';
import {list} from '../api.js';
import {count, number} from '../format.js';
import {here, link} from '../state.js';
import {destinationLink, severity, subjectLink, when} from '../parts/bits.js';
import {chips, given, search} from '../parts/filters.js';
import {head, Page, panel} from '../parts/page.js';
import {exports, table} from '../parts/table.js';

class Alerts extends Page {
  title() {
    return 'Alerts';
  }

  query() {
    const names = ['q', 'severity', 'detector', 'level', 'model', 'destination', 'subject', 'retracted', 'suppressed', 'sort', 'order'];
    return Object.fromEntries(names.map((name) => [name, this.params.get(name)]));
  }

  get group() {
    return this.params.get('group');
  }

  load(signal) {
    if (this.group) {
      const {sort, order, ...filters} = this.query();
      return list('alert-groups', {...filters, group: this.group, limit: 200}, signal);
    }
    return list('alerts', {...this.query(), limit: 50, offset: this.params.get('offset')}, signal);
  }

  groups(result) {
    const filter = this.group === 'severity' ? 'q' : this.group;
    return panel('', table(result, [
      {key: 'severity', label: 'Worst', cell: (row) => html`<a href=${link('/alert', {id: row.worst_alert})}>${severity(row.severity)}</a>`},
      {key: 'id', label: this.group[0].toUpperCase() + this.group.slice(1), cls: 'name', cell: (row) => (filter === 'q' ? severity(row.id) : html`<a href=${here({group: null, [filter]: row.id || null})}><bdi>${row.id || 'none'}</bdi></a>`)},
      {key: 'alerts', label: 'Alerts', n: true}, {key: 'detectors', label: 'Detectors', n: true}, {key: 'subjects', label: 'Subjects', n: true}, {key: 'destinations', label: 'Destinations', n: true},
      {key: 'first_seen', label: 'From', cls: 'when', cell: (row) => when(row.first_seen)}, {key: 'last_seen', label: 'Until', cls: 'when', cell: (row) => when(row.last_seen)},
    ], {label: 'Groups of alerts', none: ['No alerts', 'None matches in this case and time range.']}), {note: `${count(result.total)} groups`, tools: exports('alert-groups', {...this.query(), sort: null, order: null, group: this.group}), flush: true});
  }

  show(result) {
    const query = this.query();
    return html`${head('Alerts', {lead: 'What the detectors found. Each explains itself; the same finding is never listed twice.',
      tools: html`<div class="filters">${search('Find in alerts', query.q)}</div>`})}
      <div class="filters">${chips('severity', query.severity, [['', 'all'], ['low', 'low and above'], ['medium', 'medium and above'], ['high', 'high and above'], ['critical', 'critical']])}
        ${chips('level', query.level, [['', 'any subject'], ['device', 'devices'], ['firmware', 'firmware'], ['model', 'models'], ['manufacturer', 'makers']])}
        ${given('subject', query.subject)}${given('detector', query.detector)}${given('model', query.model)}${given('destination', query.destination)}
        <a class="chip" href=${here({retracted: query.retracted === 'true' ? null : 'true'})} aria-current=${query.retracted === 'true' ? 'true' : nothing}>retracted too</a>
        <a class="chip" href=${here({suppressed: query.suppressed === 'true' ? null : 'true'})} aria-current=${query.suppressed === 'true' ? 'true' : nothing}>kept quiet too</a></div>
      <div class="filters"><span class="soft">Group by</span>${chips('group', this.group, [['', 'nothing'], ['detector', 'detector'], ['destination', 'destination'], ['model', 'model'], ['subject', 'subject'], ['severity', 'severity']])}</div>
      ${this.group ? this.groups(result) : panel('', table(result, [
        {key: 'severity', label: 'Severity', cell: (row) => html`<a href=${link('/alert', {id: row.id})}>${severity(row.severity)}</a>`},
        {key: 'detector', label: 'Finding', cls: 'nowrap', cell: (row) => html`<a href=${link('/alert', {id: row.id})}>${row.detector}</a>
          ${row.status === 'RETRACTED' ? html`<span class="tag">retracted</span>` : ''}${row.suppressed_by ? html`<span class="tag">kept quiet</span>` : ''}`},
        {key: 'subject', label: 'About', cls: 'name', cell: (row) => html`${subjectLink(row)}<small>${row.level.toLowerCase()}</small>`},
        {key: 'destination', label: 'Destination', cls: 'name', cell: (row) => html`${destinationLink(row.destination)}${row.known_service ? html`<small><bdi>${row.known_service}</bdi></small>` : ''}`},
        {key: 'observed', label: 'Observed', n: true, cell: (row) => number(row.observed)},
        {key: 'expected', label: 'Expected', n: true, cell: (row) => number(row.expected)},
        {key: 'devices', label: 'Devices', n: true, cell: (row) => count(row.devices)},
        {key: 'score', label: 'Score', n: true, cell: (row) => row.score.toFixed(2)},
        {key: 'window_end', label: 'Until', cls: 'when', cell: (row) => when(row.window_end)},
      ], {sort: query.sort || 'severity', order: query.order || 'desc', sortable: true, label: 'Alerts',
        none: ['No alerts', 'None matches in this case and time range. Retracted ones are hidden unless asked for.']}),
      {note: `${count(result.total)} alerts`, tools: exports('alerts', query), flush: true})}`;
  }
}

customElements.define('wb-alerts', Alerts);
