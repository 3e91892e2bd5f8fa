// Asks the console's API for the case and time range of the address.

import {current} from './state.js';

function scope() {
  const params = current().params;
  const query = new URLSearchParams();
  for (const name of ['case', 'from', 'to']) {
    if (params.get(name)) {
      query.set(name, params.get(name));
    }
  }
  return query;
}

function address(listing, params) {
  const query = scope();
  for (const [name, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== '') {
      query.set(name, value);
    }
  }
  return `/api/${listing}?${query}`;
}

async function fetchJson(url, signal) {
  const response = await fetch(url, {signal, headers: {Accept: 'application/json'}});
  const body = await response.json().catch(() => ({error: `the console answered ${response.status}`}));
  if (!response.ok) {
    const allowed = body.allowed ? ` Allowed: ${body.allowed.join(', ')}.` : '';
    throw new Error(`${body.parameter ? `${body.parameter}: ` : ''}${body.error}.${allowed}`);
  }
  return body;
}

/** Rows of a listing: {items, total, limit, offset}. */
export function list(listing, params = {}, signal = undefined) {
  return fetchJson(address(listing, params), signal);
}

/** One thing by its id: a model, destination, device or alert. */
export function one(kind, id, signal = undefined) {
  return fetchJson(`/api/${kind}/${pathId(id)}?${scope()}`, signal);
}

/** Sums over the case and how the feed is doing. */
export function overview(signal = undefined) {
  return fetchJson(`/api/overview?${scope()}`, signal);
}

/** What a case amounts to and what went into it. */
export function caseRecord(name, signal = undefined) {
  return fetchJson(`/api/cases/${encodeURIComponent(name)}`, signal);
}

/** A page of the documentation: {id, title, html}. */
export function docsPage(name, signal = undefined) {
  return fetchJson(name ? `/api/docs/${name.split('/').map(encodeURIComponent).join('/')}` : '/api/docs', signal);
}

/** Cases there are, whatever the address says. */
export function cases() {
  return fetchJson('/api/cases?limit=1000');
}

/** Where the same rows are as a file. */
export function file(listing, params = {}, format = 'csv') {
  return address(listing, {...params, format});
}

/** Where the same thing is as JSON. */
export function jsonAddress(kind, id) {
  return `/api/${kind}/${pathId(id)}?${scope()}`;
}

/** Where an alert is in a format of the house: ocsf, ecs, cef. */
export function renderedAddress(format, id) {
  return `/api/rendered/${format}/${pathId(id)}?${scope()}`;
}

// A name from the network may be no path: then it goes as ~ and base64url.
function pathId(id) {
  if (/^[A-Za-z0-9_-][A-Za-z0-9_. -]*(\/\d+)?$/.test(id)) {
    return id.split('/').map(encodeURIComponent).join('/');
  }
  const bytes = new TextEncoder().encode(id);
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return `~${text.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')}`;
}
