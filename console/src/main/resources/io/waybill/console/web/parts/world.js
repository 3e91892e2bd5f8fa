// The world by country, drawn in the Equal Earth projection (Šavrič, Patterson, Jenny 2018), which keeps areas comparable.

import * as echarts from 'echarts';
import {bytes, count, country, share} from '../format.js';
import {base, FONT} from './looks.js';

const A1 = 1.340264;
const A2 = -0.081106;
const A3 = 0.000893;
const A4 = 0.003796;
const M = Math.sqrt(3) / 2;
let loaded;

/** Loads the shapes once. */
export function loadWorld() {
  loaded ??= fetch('/web/world.json').then((response) => response.json()).then((world) => echarts.registerMap('world', world));
  return loaded;
}

function project([longitude, latitude]) {
  const theta = Math.asin(M * Math.sin((latitude * Math.PI) / 180));
  const t2 = theta * theta;
  const t6 = t2 * t2 * t2;
  const x = ((longitude * Math.PI) / 180) * Math.cos(theta) / (M * (A1 + 3 * A2 * t2 + t6 * (7 * A3 + 9 * A4 * t2)));
  return [x, -theta * (A1 + A2 * t2 + t6 * (A3 + A4 * t2))];
}

// ECharts asks for the way back only when a reader drags the map, which is off.
function unproject([x, y]) {
  return [(x * 180) / Math.PI, (-y * 180) / Math.PI];
}

/** The map; part says which share it shows: {key, name}. */
export function world(items, part) {
  const known = new Map(items.filter((row) => row.id).map((row) => [row.id, row]));
  const top = Math.max(...[...known.values()].map((row) => row[part.key] ?? 0), 0.01);
  return (colours) => ({
    ...base(colours),
    tooltip: {
      ...base(colours).tooltip,
      formatter: ({name}) => {
        const row = known.get(name);
        return row
          ? `${country(name)}\n${share(row[part.key])} of ${part.name}\n${count(row.connections)} connections, ${count(row.devices)} devices\n${row.destinations} destinations, ${bytes(row.bytes_sent)} sent`
          : `${country(name)}\nno connections`;
      },
    },
    visualMap: {
      type: 'continuous', min: 0, max: top, calculable: false, show: true, orient: 'horizontal', left: 0, bottom: 0, itemWidth: 8, itemHeight: 110,
      text: [share(top), '0'], textStyle: {color: colours.faint, fontFamily: FONT}, inRange: {color: [colours['accent-wash'], colours.accent]},
    },
    series: [{
      type: 'map', map: 'world', roam: false, projection: {project, unproject}, left: 0, right: 0, top: 0, bottom: 18, preserveAspect: 'contain', selectedMode: false,
      itemStyle: {areaColor: colours.raised, borderColor: colours['line-strong'], borderWidth: 0.5},
      emphasis: {label: {show: false}, itemStyle: {areaColor: colours.medium}},
      data: [...known.values()].map((row) => ({name: row.id, value: row[part.key] ?? 0})),
    }],
  });
}
