// A capture from the reader's machine becomes a case.

import {LitElement, html} from 'lit';
import {upload} from '../actions.js';
import {bytes} from '../format.js';

class Upload extends LitElement {
  static properties = {offers: {attribute: false}, part: {state: true}, said: {state: true}};

  createRenderRoot() {
    return this;
  }

  render() {
    const busy = this.part !== undefined;
    return html`<form class="panel filters" @submit=${(event) => this.send(event)}>
      <label>Capture or log <input name="file" type="file" required ?disabled=${busy}></label>
      <label>Case <input name="case" type="text" required pattern="[A-Za-z0-9][A-Za-z0-9._-]*" maxlength="80" placeholder="before-update" ?disabled=${busy}></label>
      <button class="button" ?disabled=${busy}>Replay it</button>
      ${busy ? html`<progress max="1" .value=${this.part} aria-label="Sent"></progress>` : html`<span class="soft">at most ${bytes(this.offers.maxUploadBytes)}; the format is recognised by content</span>`}
      <span class="said" role="status">${this.said ?? ''}</span></form>`;
  }

  async send(event) {
    event.preventDefault();
    const form = event.target;
    const data = new FormData(form);
    const file = data.get('file');
    this.said = '';
    if (file.size > this.offers.maxUploadBytes) {
      this.said = `${bytes(file.size)} is more than is taken here. ./waybill replay has no such limit.`;
      return;
    }
    this.part = 0;
    try {
      await upload(data.get('case'), file, (part) => { this.part = part; });
      this.said = 'Received.';
      form.reset();
      this.dispatchEvent(new Event('sent'));
    } catch (error) {
      this.said = `Not taken: ${error.message}.`;
    } finally {
      this.part = undefined;
    }
  }
}

customElements.define('wb-upload', Upload);
