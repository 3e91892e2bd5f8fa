// The frame around the pages: navigation, case, time range, time zone, and news from the store.

import {LitElement, html, nothing} from 'lit';
import {cases} from './api.js';
import {current, go, here, link, onChange} from './state.js';
import {instant, ownZone, time, zone, zones} from './format.js';
import './parts/chart.js';
import './pages/overview.js';
import './pages/models.js';
import './pages/model.js';
import './pages/destinations.js';
import './pages/destination.js';
import './pages/devices.js';
import './pages/device.js';
import './pages/alerts.js';
import './pages/alert.js';
import './pages/cases.js';
import './pages/flows.js';
import './pages/compare.js';
import './pages/rules.js';
import './pages/docs.js';
import './pages/about.js';

const PAGES = {
  '/': () => html`<wb-overview></wb-overview>`,
  '/models': () => html`<wb-models></wb-models>`,
  '/model': () => html`<wb-model></wb-model>`,
  '/destinations': () => html`<wb-destinations></wb-destinations>`,
  '/destination': () => html`<wb-destination></wb-destination>`,
  '/devices': () => html`<wb-devices></wb-devices>`,
  '/device': () => html`<wb-device></wb-device>`,
  '/alerts': () => html`<wb-alerts></wb-alerts>`,
  '/alert': () => html`<wb-alert></wb-alert>`,
  '/cases': () => html`<wb-cases></wb-cases>`,
  '/flows': () => html`<wb-flows></wb-flows>`,
  '/compare': () => html`<wb-compare></wb-compare>`,
  '/rules': () => html`<wb-rules></wb-rules>`,
  '/docs': () => html`<wb-docs></wb-docs>`,
  '/about': () => html`<wb-about></wb-about>`,
};

const ATTRIBUTION = html`<span>Country and network are looked up by address: weak evidence. IP data: NRO, RouteViews and DB-IP, CC BY 4.0.</span>`;

const NAVIGATION = [
  ['/', 'Overview', []], ['/alerts', 'Alerts', ['/alert']], ['/models', 'Models', ['/model']],
  ['/destinations', 'Destinations', ['/destination']], ['/devices', 'Devices', ['/device']], ['/flows', 'Flows', []], ['/cases', 'Cases', ['/compare']], ['/rules', 'Rules', []], ['/docs', 'Docs', []],
];

const FRESH_AT_MOST_EVERY_MS = 2_000;
const BY_THE_CLOCK_MS = 10_000;
const ASK_READY_EVERY_MS = 2_000;
const THEMES = [['', 'System colours'], ['light', 'Light'], ['dark', 'Dark']];
const THEME_KEY = 'waybill-theme';

class Console extends LitElement {
  static properties = {names: {state: true}, live: {state: true}, path: {state: true}, behind: {state: true}};

  constructor() {
    super();
    this.names = ['live'];
    this.live = 'connecting';
    this.behind = false;
    this.path = current().path;
    this.freshAt = 0;
    this.events = null;
    document.documentElement.dataset.theme = chosenTheme();
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.replaceChildren();
    onChange(() => {
      this.path = current().path;
      this.requestUpdate();
    });
    this.listCases();
    addEventListener('pagehide', () => this.deafen());
    addEventListener('pageshow', () => this.listen());
    document.addEventListener('visibilitychange', () => (document.hidden ? this.deafen() : this.listen()));
    this.listen();
  }

  // A browser keeps six connections to one place: pages that nobody sees must not hold one.
  listen() {
    if (this.events || this.live === 'clock' || document.hidden) {
      return;
    }
    this.events = new EventSource('/api/events');
    this.events.addEventListener('hello', () => {
      this.live = 'on';
      this.askReady();
    });
    this.events.addEventListener('stored', (event) => this.stored(JSON.parse(event.data)));
    this.events.addEventListener('full', () => this.byTheClock());
    this.events.addEventListener('error', () => { this.live = 'bad'; });
  }

  // Pages of a console that still reads what was published before are not whole: the bar says so until it is level.
  async askReady() {
    clearTimeout(this.asking);
    this.behind = await fetch('/health/ready').then((answer) => answer.status === 503, () => false);
    if (this.behind) {
      this.asking = setTimeout(() => this.askReady(), ASK_READY_EVERY_MS);
    }
  }

  // More pages are open than the console tells of news: this one asks by itself.
  byTheClock() {
    this.deafen();
    this.live = 'clock';
    this.clock = setInterval(() => dispatchEvent(new Event('waybill-fresh')), BY_THE_CLOCK_MS);
  }

  deafen() {
    clearInterval(this.clock);
    this.events?.close();
    this.events = null;
    this.live = 'connecting';
  }

  listCases() {
    cases().then((answer) => { this.names = [...new Set(['live', ...answer.items.map((row) => row.id)])]; }, () => { this.live = 'bad'; });
  }

  // Pages ask again for what they show, a little later when much is coming in.
  stored(changes) {
    if (!Object.keys(changes).every((name) => this.names.includes(name))) {
      this.listCases();
    }
    if (!(this.shownCase() in changes) || this.waiting) {
      return;
    }
    const wait = Math.max(0, this.freshAt + FRESH_AT_MOST_EVERY_MS - Date.now());
    this.waiting = setTimeout(() => {
      this.waiting = null;
      this.freshAt = Date.now();
      dispatchEvent(new Event('waybill-fresh'));
    }, wait);
  }

  shownCase() {
    return current().params.get('case') || 'live';
  }

  render() {
    const page = PAGES[this.path] ?? PAGES['/'];
    return html`<a class="skip" href="#content">Skip to the page</a><div class="shell">
      <div class="side"><a class="brand" href=${link('/')}><img src="/web/icon.svg" alt=""> Waybill</a>
        <nav aria-label="Pages">${NAVIGATION.map(([path, name, under]) => html`<a href=${link(path)}
          aria-current=${this.path === path || under.includes(this.path) ? 'page' : nothing}>${name}</a>`)}</nav>
        <footer><a href=${link('/docs')}>Documentation</a><a href=${link('/about')}>About the data</a><a href="/openapi.yaml" data-plain>API</a>
          ${ATTRIBUTION}</footer></div>
      <div class="main">${this.bar()}<main id="content" tabindex="-1">${page()}</main>
      <footer class="foot"><a href=${link('/docs')}>Documentation</a> <a href=${link('/about')}>About the data</a> ${ATTRIBUTION}</footer></div></div>`;
  }

  bar() {
    const params = current().params;
    const live = this.behind ? 'Catching up' : {on: 'Live', bad: 'Not connected', connecting: 'Connecting', clock: 'Every 10 s'}[this.live];
    return html`<div class="bar" role="region" aria-label="Case and time range">
      <label>Case <select @change=${(event) => go(link(this.casePath(), {case: event.target.value === 'live' ? null : event.target.value, from: null, to: null}))}>
        ${this.names.map((name) => html`<option value=${name} ?selected=${name === this.shownCase()}>${name}</option>`)}</select></label>
      <details class="range"><summary class="button">${this.rangeText(params)}</summary><div>
        <label>From <input type="datetime-local" .value=${this.local(params.get('from'))} @change=${(event) => this.range('from', event.target.value)}></label>
        <label>To <input type="datetime-local" .value=${this.local(params.get('to'))} @change=${(event) => this.range('to', event.target.value)}></label>
        <a href=${here({from: null, to: null})}>All times</a></div></details>
      <span class="space"></span>
      <label>Times in <select class="zone" @change=${(event) => go(here({tz: event.target.value === 'UTC' ? null : event.target.value}))}>
        <option value="UTC" ?selected=${zone() === 'UTC'}>UTC</option>
        <option value="local" ?selected=${params.get('tz') === 'local'}>${ownZone()} (mine)</option>
        ${zones().map((name) => html`<option value=${name} ?selected=${params.get('tz') === name}>${name}</option>`)}</select></label>
      <label><span class="hidden">Colours</span><select class="theme" @change=${(event) => this.theme(event.target.value)}>
        ${THEMES.map(([value, name]) => html`<option value=${value} ?selected=${value === chosenTheme()}>${name}</option>`)}</select></label>
      <span class="live ${this.behind ? 'behind' : this.live}" role="status">${live}</span></div>`;
  }

  // A thing of one case may not be in another: its list is.
  casePath() {
    return {'/model': '/models', '/destination': '/destinations', '/device': '/devices', '/alert': '/alerts'}[this.path] ?? this.path;
  }

  rangeText(params) {
    const from = params.get('from');
    const to = params.get('to');
    return from || to ? `${from ? time(from) : 'the beginning'} to ${to ? time(to) : 'the end'}` : 'All times';
  }

  local(iso) {
    return iso ? time(iso).replace(' ', 'T') : '';
  }

  range(name, text) {
    if (!text) {
      go(here({[name]: null}));
      return;
    }
    go(here({[name]: instant(text).toISOString()}));
  }

  theme(name) {
    document.documentElement.dataset.theme = name;
    try {
      localStorage.setItem(THEME_KEY, name);
    } catch (refused) {
      console.info('the choice of colours holds until this page is left', refused);
    }
    dispatchEvent(new Event('waybill-theme'));
  }
}

// A reader's own choice, not part of what a page says: it is kept in the browser, where that allows it, and not in the address.
function chosenTheme() {
  try {
    const name = localStorage.getItem(THEME_KEY);
    return THEMES.some(([value]) => value === name) ? name : '';
  } catch {
    return '';
  }
}

customElements.define('waybill-console', Console);
