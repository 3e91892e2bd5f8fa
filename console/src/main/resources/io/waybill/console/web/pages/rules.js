// Rules: the policy as the pipeline has it, and those made here with a way back.

import {html} from 'lit';
import {withdraw, work} from '../actions.js';
import {list} from '../api.js';
import {count} from '../format.js';
import {head, Page, panel} from '../parts/page.js';
import {exports, table} from '../parts/table.js';

class Rules extends Page {
  static properties = {said: {state: true}};

  title() {
    return 'Rules';
  }

  async load(signal) {
    const [rules, offers] = await Promise.all([list('rules', {limit: 500, order: 'asc', offset: this.params.get('offset')}, signal), work(signal)]);
    return {rules, offers};
  }

  show({rules, offers}) {
    const live = (this.params.get('case') || 'live') === 'live';
    return html`${head('Rules', {lead: 'What the policy says. Rules that were made here can be taken back here; the others are in your policy file.'})}
      <p class="soft said" role="status">${this.said ?? ''}</p>
      ${panel('', table(rules, [
        {key: 'kind', label: 'Kind', cls: 'nowrap', cell: (row) => row.kind.replaceAll('_', ' ')},
        {key: 'title', label: 'Rule', cls: 'name', cell: (row) => html`<bdi>${row.title || row.id}</bdi><small class="mono">${row.id}</small>`},
        {key: 'document', label: 'About', cell: (row) => this.about(JSON.parse(row.document))},
        {key: 'back', label: '', cell: (row) => (offers.suppress && live && row.id.startsWith('console-')
          ? html`<button class="button" @click=${() => this.takeBack(row.id)}>Take back</button>` : '')},
      ], {label: 'Rules', paged: true, none: ['No rules', 'No policy was given.']}), {note: rules.total === 1 ? '1 rule' : `${count(rules.total)} rules`, tools: exports('rules'), flush: true})}`;
  }

  about(rule) {
    const lists = ['detectors', 'sites', 'networks', 'models', 'groups', 'allowedCountries', 'forbiddenCountries', 'forbiddenAsns'];
    return lists.filter((name) => rule[name]?.length).map((name) => html`<div><span class="soft">${name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)}:</span> <bdi>${rule[name].join(', ')}</bdi></div>`);
  }

  async takeBack(id) {
    try {
      await withdraw(id);
      this.said = 'The rule is taken back: its alerts come back with their next revision.';
      this.reload();
    } catch (error) {
      this.said = `Not done: ${error.message}.`;
    }
  }
}

customElements.define('wb-rules', Rules);
