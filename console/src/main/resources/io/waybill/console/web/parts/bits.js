// Small pictures and marks.

import {html, svg} from 'lit';
import {link} from '../state.js';
import {count, share, time, zone} from '../format.js';

export function severity(name) {
  return name ? html`<span class="severity ${name.toLowerCase()}">${name[0] + name.slice(1).toLowerCase()}</span>` : '–';
}

/** A line of numbers given as text: 3,5,0,2. */
export function spark(text, label) {
  const values = (text ?? '').split(',').map(Number);
  const top = Math.max(1, ...values);
  const points = values.map((value, i) => [(i / Math.max(1, values.length - 1)) * 118 + 1, 24 - (value / top) * 22]);
  const line = points.map(([x, y], i) => `${i ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
  return html`<svg class="spark" viewBox="0 0 120 26" role="img" aria-label=${label}>
    ${svg`<path class="area" d="${line}L119 25L1 25Z"></path><path d=${line}></path>`}</svg>`;
}

/** The numbers behind the lines of some rows, as a table that opens below them; the CSV of the rows has them too. */
export function sparks(rows) {
  const drawn = rows.filter((row) => row.spark);
  if (drawn.length === 0) {
    return '';
  }
  const {spark_from: from, spark_to: to} = drawn[0];
  const parts = drawn[0].spark.split(',').length;
  const start = (i) => new Date(Date.parse(from) + ((Date.parse(to) - Date.parse(from)) / parts) * i).toISOString();
  return html`<details class="twin"><summary>Activity as a table</summary><div class="scroll" tabindex="0" role="region" aria-label="Activity">
    <table><thead><tr><th scope="col">Events from</th>${drawn.map((row) => html`<th scope="col" class="n"><bdi>${row.id}</bdi></th>`)}</tr></thead>
    <tbody>${Array.from({length: parts}, (_, i) => html`<tr><td class="when">${when(start(i))}</td>${drawn.map((row) => html`<td class="n">${count(Number(row.spark.split(',')[i]))}</td>`)}</tr>`)}</tbody></table></div></details>`;
}

export function meter(value) {
  return html`<span class="meter" aria-hidden="true"><i .style=${`width:${Math.round((value ?? 0) * 100)}%`}></i></span>${share(value)}`;
}

export function modelLink(name) {
  return html`<a href=${link('/model', {name})}><bdi>${name}</bdi></a>`;
}

export function destinationLink(name) {
  return name ? html`<a href=${link('/destination', {name})}><bdi>${name}</bdi></a>` : '–';
}

export function deviceLink(name) {
  return html`<a href=${link('/device', {name})}><bdi>${name}</bdi></a>`;
}

/** Whom an alert is about, as a link where there is a page. */
export function subjectLink(alert) {
  if (alert.level === 'DEVICE') {
    return deviceLink(alert.subject);
  }
  const model = alert.level === 'MODEL' ? alert.subject : alert.model;
  return model ? html`<a href=${link('/model', {name: model})}><bdi>${alert.subject}</bdi></a>` : html`<bdi>${alert.subject}</bdi>`;
}

export function when(iso) {
  return html`<time datetime=${iso ?? ''} title=${`${time(iso, true)} ${zone()}`}>${time(iso)}</time>`;
}

/** A drawing, and its numbers as a table that opens below it. */
export function twin(drawing, numbers) {
  return html`${drawing}<details class="twin"><summary>Table</summary>${numbers}</details>`;
}

/** Names with a bar for their size: [{name, href, value, text}]. */
export function bars(entries) {
  const top = Math.max(1, ...entries.map((entry) => entry.value));
  return html`<div class="bars">${entries.map((entry) => html`<a href=${entry.href}>
    <i .style=${`width:${Math.max(0.5, (entry.value / top) * 100)}%`}></i><span><bdi>${entry.name}</bdi></span><span class="v">${entry.text}</span></a>`)}</div>`;
}
