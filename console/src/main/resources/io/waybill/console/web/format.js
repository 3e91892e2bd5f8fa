// Numbers, times and names for readers.

import {current} from './state.js';

const compact = new Intl.NumberFormat('en', {notation: 'compact', maximumFractionDigits: 1});
const whole = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const fine = new Intl.NumberFormat('en', {maximumSignificantDigits: 4});
const countries = new Intl.DisplayNames(['en'], {type: 'region', fallback: 'code'});
const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

export const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL'];

/** 1,234 below ten thousand, 12.3K above. */
export function count(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  return Math.abs(value) < 10_000 ? whole.format(value) : compact.format(value);
}

/** All digits that matter. */
export function number(value) {
  return value === null || value === undefined ? '–' : fine.format(value);
}

export function bytes(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  let unit = 0;
  let amount = value;
  while (Math.abs(amount) >= 1000 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit++;
  }
  return `${amount >= 100 || unit === 0 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[unit]}`;
}

export function share(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  const percent = value * 100;
  return percent > 0 && percent < 1 ? '<1%' : percent < 100 && percent > 99 ? '>99%' : `${Math.round(percent)}%`;
}

/** Contacts of one device in one hour. */
export function rate(value) {
  return value === null || value === undefined ? 'not watched' : String(Number(value.toPrecision(3)));
}

/** Name of a country; weak evidence, so an unknown one is said to be. */
export function country(code) {
  if (!code) {
    return 'unknown';
  }
  try {
    return countries.of(code) ?? code;
  } catch {
    return code;
  }
}

/** Zone in which times are shown: of the address, else UTC. One that the browser does not know is UTC. */
export function zone() {
  const named = current().params.get('tz');
  return named === 'local' ? ownZone() : zones().includes(named) ? named : 'UTC';
}

/** The reader's own zone. */
export function ownZone() {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

let known;

/** All zones there are to choose from. */
export function zones() {
  known ??= Intl.supportedValuesOf('timeZone');
  return known;
}

/** The instant at which clocks in the shown zone read this text (2014-07-14T09:00). */
export function instant(text) {
  const wanted = Date.parse(`${text}Z`);
  let at = wanted;
  for (let i = 0; i < 2; i++) {
    at += wanted - Date.parse(`${time(new Date(at).toISOString(), true).replace(' ', 'T')}Z`);
  }
  return new Date(at);
}

/** A length of time in its largest unit. */
export function duration(seconds) {
  const units = [['d', 86_400], ['h', 3_600], ['min', 60], ['s', 1]];
  const [name, size] = units.find(([, each]) => seconds >= each * 0.995) ?? ['s', 1];
  const amount = seconds / size;
  return `${amount >= 10 || Math.abs(amount - Math.round(amount)) < 0.05 ? Math.round(amount) : amount.toFixed(1)} ${name}`;
}

export function time(iso, seconds = false) {
  if (!iso) {
    return '–';
  }
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone(), year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    second: seconds ? '2-digit' : undefined,
  });
  return parts.format(new Date(iso));
}

/** Time on an axis: the day where it begins, the hour otherwise. */
export function tick(ms) {
  const text = time(new Date(ms).toISOString());
  return text.endsWith('00:00') ? text.slice(5, 10) : text.slice(11);
}

/** How long a span is, in the two largest units. */
export function span(fromIso, toIso) {
  const minutes = Math.round((Date.parse(toIso) - Date.parse(fromIso)) / 60_000);
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const parts = days ? [[days, 'd'], [hours, 'h']] : [[hours, 'h'], [minutes % 60, 'min']];
  return parts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`).join(' ') || '0 min';
}
