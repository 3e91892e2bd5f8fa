// A capture from the reader's machine becomes a case; what is known of its devices can come with it.

import {LitElement, html} from 'lit';
import {REFERENCES, upload} from '../actions.js';
import {bytes} from '../format.js';

const KNOWN = {
  inventory: ['Inventory', 'devices with model, firmware and addresses: CSV or JSON'],
  lifecycle: ['Lifecycle', 'resets, updates, settings, apps: JSON lines'],
  policy: ['Policy', 'rules: YAML'],
};

class Upload extends LitElement {
  static properties = {offers: {attribute: false}, part: {state: true}, said: {state: true}};

  createRenderRoot() {
    return this;
  }

  render() {
    const busy = this.part !== undefined;
    return html`<form class="panel filters upload" @submit=${(event) => this.send(event)}>
      <label>Capture or log <input name="file" type="file" required ?disabled=${busy}></label>
      <label>Case <input name="case" type="text" required pattern="[A-Za-z0-9][A-Za-z0-9._-]*" maxlength="80" placeholder="before-update" ?disabled=${busy}></label>
      <button class="button" ?disabled=${busy}>Replay it</button>
      ${busy ? html`<progress max="1" .value=${this.part} aria-label="Sent"></progress>` : html`<span class="soft">at most ${bytes(this.offers.maxUploadBytes)}; the format is recognised by content</span>`}
      <details><summary>What is known of the devices</summary><p class="soft">Without an inventory devices are told apart by address alone, and have no model.</p>
        ${REFERENCES.map((kind) => html`<label>${KNOWN[kind][0]} <input name=${kind} type="file" ?disabled=${busy}><span class="soft">${KNOWN[kind][1]}</span></label>`)}</details>
      <span class="said" role="status">${this.said ?? ''}</span></form>`;
  }

  async send(event) {
    event.preventDefault();
    const form = event.target;
    const data = new FormData(form);
    const capture = data.get('file');
    const references = Object.fromEntries(REFERENCES.map((kind) => [kind, data.get(kind)]).filter(([, file]) => file?.name));
    this.said = '';
    const tooBig = this.tooBig(capture, this.offers.maxUploadBytes)
      ?? Object.values(references).map((file) => this.tooBig(file, this.offers.maxReferenceBytes)).find(Boolean);
    if (tooBig) {
      this.said = tooBig;
      return;
    }
    this.part = 0;
    try {
      await upload(data.get('case'), capture, references, (part) => { this.part = part; });
      this.said = 'Received.';
      form.reset();
      this.dispatchEvent(new Event('sent'));
    } catch (error) {
      this.said = `Not taken: ${error.message}.`;
    } finally {
      this.part = undefined;
    }
  }

  tooBig(file, most) {
    return file.size > most ? `${file.name} has ${bytes(file.size)}; at most ${bytes(most)} are taken here. ./waybill replay has no such limit.` : undefined;
  }
}

customElements.define('wb-upload', Upload);
