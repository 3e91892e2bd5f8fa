// Filters that live in the address.

import {html, nothing} from 'lit';
import {go, here} from '../state.js';

/** A search field; the address follows when the reader is done typing. */
export function search(label, value) {
  return html`<label class="hidden" for="q">${label}</label><input id="q" type="search" placeholder=${label} .value=${value ?? ''}
    @change=${(event) => go(here({q: event.target.value}), true)}>`;
}

/** Choices of one filter: [value, label]; the first is none. */
export function chips(name, chosen, choices) {
  return html`<div class="chips" role="group" aria-label=${name}>${choices.map(([value, label]) => html`<a class="chip"
    href=${here({[name]: value || null})} aria-current=${(chosen || '') === value ? 'true' : nothing}>${label}</a>`)}</div>`;
}

/** A filter that came by link, with a way to drop it. */
export function given(name, value) {
  return value ? html`<a class="chip" href=${here({[name]: null})} title="Drop this filter"><bdi>${value}</bdi> ✕</a>` : '';
}
