// A chart with its twin: the same numbers as a table, one button away, and as CSV.

import {LitElement, html} from 'lit';
import * as echarts from 'echarts';
import {palette} from './looks.js';

class Chart extends LitElement {
  static properties = {
    heading: {}, note: {}, option: {attribute: false}, rows: {attribute: false}, columns: {attribute: false},
    csv: {}, size: {}, extra: {attribute: false}, asTable: {state: true},
  };

  constructor() {
    super();
    this.size = 'h300';
    this.asTable = false;
    this.rows = [];
    this.columns = [];
    this.note = '';
    this.extra = '';
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.resized = new ResizeObserver(() => {
      this.chart?.resize();
      this.draw();
    });
    this.resized.observe(this);
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.recolour = () => this.draw();
    this.dark.addEventListener('change', this.recolour);
    addEventListener('waybill-theme', this.recolour);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.resized.disconnect();
    this.dark.removeEventListener('change', this.recolour);
    removeEventListener('waybill-theme', this.recolour);
    this.dispose();
  }

  render() {
    return html`<section class="panel"><header><h2>${this.heading}</h2>${this.note ? html`<span class="note">${this.note}</span>` : ''}${this.extra}
      <span class="tools"><button @click=${() => { this.asTable = !this.asTable; }} aria-pressed=${this.asTable}>${this.asTable ? 'Chart' : 'Table'}</button>
      ${this.csv ? html`<a href=${this.csv} download data-csv>CSV</a>` : ''}</span></header>
      ${this.body()}</section>`;
  }

  body() {
    if (this.rows.length === 0) {
      return html`<div class="state"><strong>Nothing to draw</strong>There are no records for this in the case and time range.</div>`;
    }
    if (!this.asTable) {
      return html`<div class="canvas ${this.size}" role="img" aria-label="${this.heading}. The button Table shows the same numbers."></div>`;
    }
    return html`<div class="scroll twin" tabindex="0" role="region" aria-label=${this.heading}><table><thead><tr>
      ${this.columns.map(([key, label]) => html`<th scope="col" class=${typeof this.rows[0][key] === 'number' ? 'n' : ''}>${label}</th>`)}</tr></thead><tbody>
      ${this.rows.slice(0, 1000).map((row) => html`<tr>${this.columns.map(([key, , show]) => html`<td class=${typeof row[key] === 'number' ? 'n' : ''}>${show ? show(row[key]) : row[key] ?? '–'}</td>`)}</tr>`)}
      </tbody></table></div>${this.rows.length > 1000 ? html`<p class="soft pad">The first 1,000 of ${this.rows.length} rows; the CSV has all.</p>` : ''}`;
  }

  updated() {
    this.draw();
  }

  draw() {
    const canvas = this.querySelector('.canvas');
    if (!canvas) {
      this.dispose();
      return;
    }
    if (this.chart && this.chart.getDom() !== canvas) {
      this.dispose();
    }
    if (!this.chart) {
      this.chart = echarts.init(canvas, null, {renderer: 'canvas'});
    }
    this.chart.setOption(this.option(palette(this), canvas.clientWidth), {notMerge: true});
  }

  dispose() {
    this.chart?.dispose();
    this.chart = null;
  }
}

customElements.define('wb-chart', Chart);
