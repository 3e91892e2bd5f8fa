// Flows: model to destination to country, as a Sankey diagram.

import {html} from 'lit';
import {file, list} from '../api.js';
import {bytes, count, country} from '../format.js';
import {chips, given} from '../parts/filters.js';
import {base, clip} from '../parts/looks.js';
import {head, Page} from '../parts/page.js';

const MAX_DESTINATIONS = 18;

class Flows extends Page {
  title() {
    return 'Flows';
  }

  query() {
    return {...Object.fromEntries(['model', 'country', 'destination'].map((name) => [name, this.params.get(name)])), sort: this.params.get('measure') || 'connections'};
  }

  load(signal) {
    return list('flows', {...this.query(), limit: 1000}, signal);
  }

  show(result) {
    const measure = this.params.get('measure') || 'connections';
    return html`${head('Flows', {lead: 'From model to destination to country. The widest destinations are drawn, the rest is summed.'})}
      <div class="filters">${chips('measure', measure === 'connections' ? '' : measure, [['', 'connections'], ['bytes_sent', 'bytes sent']])}${given('model', this.params.get('model'))}${given('country', this.params.get('country'))}${given('destination', this.params.get('destination'))}</div>
      <wb-chart heading="Model, destination, country" size="h560" .rows=${result.items} .option=${sankey(result.items, measure)} note=${result.total > result.items.length ? `the ${count(result.items.length)} largest of ${count(result.total)} flows; the CSV has all` : ''} csv=${file('flows', this.query())}
        .columns=${[['model', 'Model'], ['destination', 'Destination'], ['country', 'Country'], ['connections', 'Connections'], ['bytes_sent', 'Bytes sent']]}></wb-chart>`;
  }
}

function sankey(items, measure) {
  const sums = new Map();
  items.forEach((row) => sums.set(row.destination, (sums.get(row.destination) ?? 0) + row[measure]));
  const widest = new Set([...sums.keys()].sort((a, b) => sums.get(b) - sums.get(a)).slice(0, MAX_DESTINATIONS));
  const links = new Map();
  const nodes = new Map();
  const node = (kind, name) => {
    const key = `${kind} ${name}`;
    nodes.set(key, {name: key, kind, shown: name});
    return key;
  };
  const add = (source, target, value) => {
    const key = JSON.stringify([source, target]);
    links.set(key, {source, target, value: (links.get(key)?.value ?? 0) + value});
  };
  items.filter((row) => row[measure] > 0).forEach((row) => {
    const destination = node('d', widest.has(row.destination) ? row.destination : 'other destinations');
    add(node('m', row.model), destination, row[measure]);
    add(destination, node('c', row.country === 'unknown' ? 'unknown country' : country(row.country)), row[measure]);
  });
  const show = measure === 'connections' ? count : bytes;
  // On a phone there is room for the beginning of a name; the table has all of it.
  const narrow = innerWidth < 620;
  return (colours) => ({
    ...base(colours),
    tooltip: {
      ...base(colours).tooltip,
      formatter: ({dataType, data, value}) => (dataType === 'node' ? `${clip(data.shown)}\n${show(value)}`
        : `${clip(nodes.get(data.source).shown)} to ${clip(nodes.get(data.target).shown)}\n${show(data.value)}`),
    },
    series: [{
      type: 'sankey', left: 4, right: narrow ? 84 : 130, top: 8, bottom: 8, nodeWidth: 12, nodeGap: 9, draggable: false, layoutIterations: 64, emphasis: {focus: 'adjacency'},
      label: {color: colours.ink, fontSize: narrow ? 11 : 12, ...(narrow ? {width: 76, overflow: 'truncate'} : {}), formatter: ({data}) => clip(data.shown)}, lineStyle: {color: 'source', opacity: 0.22, curveness: 0.5},
      data: [...nodes.values()].map((entry) => ({...entry, itemStyle: {color: {m: colours.series[0], d: colours.series[2], c: colours.series[1]}[entry.kind], borderWidth: 0}})),
      links: [...links.values()],
    }],
  });
}

customElements.define('wb-flows', Flows);
