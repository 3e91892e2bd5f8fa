// What can be done with an alert: copy it for another system, keep it quiet.

import {LitElement, html} from 'lit';
import {suppress} from '../actions.js';
import {link} from '../state.js';

const EVERYONE = ['everyone', 'for everyone'];
const MODEL = ['model', 'for this model'];
const SCOPES = {
  DEVICE: [['subject', 'for this device'], EVERYONE], APP: [['subject', 'for this app'], EVERYONE], FIRMWARE: [['subject', 'for this firmware'], MODEL, EVERYONE],
  MODEL: [MODEL, EVERYONE], MANUFACTURER: [['subject', 'for this maker'], EVERYONE], FLEET: [EVERYONE],
};

class AlertTools extends LitElement {
  static properties = {
    alert: {attribute: false}, offers: {attribute: false}, addresses: {attribute: false}, live: {type: Boolean}, said: {state: true}, busy: {state: true},
  };

  createRenderRoot() {
    return this;
  }

  render() {
    return html`<section class="panel tools-row"><div class="filters"><span class="soft">Copy as</span>
        ${this.addresses.map(([format, address]) => html`<button class="button" data-copy=${format} @click=${() => this.copy(format, address)}>${format.toUpperCase()}</button>`)}</div>
      ${this.suppressing()}<p class="soft said" role="status">${this.said ?? ''}</p></section>`;
  }

  suppressing() {
    if (!this.offers.suppress) {
      return html`<span class="soft">This console only reads: rules are made in the policy.</span>`;
    }
    if (!this.live) {
      return html`<span class="soft">Alerts of a case are kept quiet by its policy file and another replay.</span>`;
    }
    if (this.alert.suppressedBy) {
      return html`<span>Kept quiet by <a href=${link('/rules')}><bdi>${this.alert.suppressedBy}</bdi></a></span>`;
    }
    return html`<form class="filters" @submit=${(event) => this.suppress(event)}>
      <label>Keep quiet <select name="scope">${(SCOPES[this.alert.subject.level] ?? [EVERYONE]).map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select></label>
      <label><span class="hidden">Why</span><input name="title" type="text" maxlength="200" placeholder="Why (shown with the alert)" required></label>
      <button class="button" ?disabled=${this.busy}>Keep quiet</button></form>`;
  }

  async copy(format, address) {
    try {
      const response = await fetch(address);
      const text = await response.text();
      if (!response.ok) {
        throw new Error(`the console answered ${response.status}`);
      }
      await navigator.clipboard.writeText(text);
      this.said = `Copied as ${format.toUpperCase()}.`;
    } catch (error) {
      this.said = `Not copied: ${error.message}. It is also at ${address}`;
    }
  }

  async suppress(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.busy = true;
    try {
      const rule = await suppress(this.alert.id, form.get('scope'), form.get('title'));
      this.said = `Rule ${rule.id} is published: alerts of ${this.alert.detector} about ${this.alert.destination} are kept quiet from now on, and still counted.`;
    } catch (error) {
      this.said = `Not done: ${error.message}.`;
    } finally {
      this.busy = false;
    }
  }
}

customElements.define('wb-alert-tools', AlertTools);
