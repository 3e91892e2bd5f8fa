// What all pages have in common: load for the address, say what is going on, show, refresh when there is something new.

import {LitElement, html} from 'lit';
import {current, onChange} from '../state.js';

export class Page extends LitElement {
  static properties = {data: {state: true}, failure: {state: true}, busy: {state: true}};

  constructor() {
    super();
    this.data = null;
    this.failure = null;
    this.busy = false;
    this.pending = null;
  }

  // Light DOM: one stylesheet, and the page's headings are the document's.
  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.stop = onChange(() => this.reload());
    this.fresh = () => this.reload();
    addEventListener('waybill-fresh', this.fresh);
    this.reload();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop();
    removeEventListener('waybill-fresh', this.fresh);
    this.pending?.abort();
  }

  get params() {
    return current().params;
  }

  // What this page is about: an address that does not say it cannot be filled.
  needed(name) {
    const value = this.params.get(name);
    if (!value) {
      throw new Error(`The address does not say which one: it needs ?${name}=... Choose one from the list.`);
    }
    return value;
  }

  async reload() {
    this.pending?.abort();
    const pending = new AbortController();
    this.pending = pending;
    this.busy = true;
    try {
      const data = await this.load(pending.signal);
      if (!pending.signal.aborted) {
        this.data = data;
        this.failure = null;
      }
    } catch (error) {
      if (!pending.signal.aborted) {
        this.failure = error.message;
      }
    } finally {
      if (!pending.signal.aborted) {
        this.busy = false;
      }
    }
  }

  render() {
    if (this.failure) {
      return html`<div class="panel state error" role="alert"><strong>This page could not be filled</strong>${this.failure}
        <p><button class="button" @click=${() => this.reload()}>Try again</button></p></div>`;
    }
    if (!this.data) {
      return html`<div class="loading" role="status">Asking the store…</div>`;
    }
    document.title = `${this.title(this.data)} · Waybill`;
    return this.show(this.data);
  }

  updated() {
    this.setAttribute('aria-busy', String(this.busy));
    this.classList.toggle('content', Boolean(this.data) || Boolean(this.failure));
    this.toggleAttribute('data-ready', !this.busy && (Boolean(this.data) || Boolean(this.failure)));
  }
}

/** Head of a page. */
export function head(title, {crumb = '', lead = '', tools = ''} = {}) {
  return html`<header class="head"><div>${crumb ? html`<span class="crumb">${crumb}</span>` : ''}<h1>${title}</h1>
    ${lead ? html`<p class="lead">${lead}</p>` : ''}</div>${tools}</header>`;
}

/** Key figures of a page: [label, value, small print]. */
export function figures(entries) {
  return html`<dl class="figures">${entries.map(([label, value, note]) => html`<div><dt>${label}</dt>
    <dd>${value}${note ? html`<small>${note}</small>` : ''}</dd></div>`)}</dl>`;
}

/** A titled box. */
export function panel(title, body, {note = '', tools = '', flush = false} = {}) {
  return html`<section class="panel ${flush ? 'flush' : ''}"><header><h2>${title}</h2>
    ${note ? html`<span class="note">${note}</span>` : ''}${tools ? html`<span class="tools">${tools}</span>` : ''}</header>${body}</section>`;
}

export function empty(title, text) {
  return html`<div class="state"><strong>${title}</strong>${text}</div>`;
}
