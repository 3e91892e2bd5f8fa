// A row of ticks for each destination of a device, with lines where something was done to it.

import {count, time} from '../format.js';
import {base, clip, FONT, timeAxis} from './looks.js';

const MAX_ROWS = 18;
const MAX_LABEL_LINES = 3;
const LABEL_LINE = 13;
const LABEL_CHARACTER = 6.2;
const NAMES_WIDTH = 160;

export function timeline(items, marks) {
  const totals = new Map();
  items.forEach((row) => totals.set(row.destination, (totals.get(row.destination) ?? 0) + row.connections));
  const names = [...totals.keys()].sort((a, b) => totals.get(a) - totals.get(b)).slice(-MAX_ROWS);
  const rows = new Map(names.map((name, i) => [name, i]));
  const shown = items.filter((row) => rows.has(row.destination));
  const top = Math.max(1, ...shown.map((row) => row.connections));
  const step = (items[0]?.step_seconds ?? 300) * 1000;
  const from = Math.min(...items.map((row) => Date.parse(row.time)));
  const to = Math.max(...items.map((row) => Date.parse(row.time))) + step;
  return (colours, width) => ({
    ...base(colours),
    grid: {left: 4, right: 16, top: marks.length ? 8 + LABEL_LINE * (1 + lines(placed(marks, from, to, width))) : 8, bottom: 4, containLabel: true},
    tooltip: {
      ...base(colours).tooltip,
      formatter: ({value}) => `${clip(names[value[1]])}\n${time(new Date(value[0]).toISOString())}\n${count(value[2])} connections, ${count(value[3])} failed`,
    },
    xAxis: timeAxis(colours),
    yAxis: {
      type: 'category', data: names, axisLine: {show: false}, axisTick: {show: false}, splitLine: {show: true, lineStyle: {color: colours.line}},
      axisLabel: {color: colours.soft, width: 150, overflow: 'truncate', formatter: (name) => clip(name)},
    },
    series: [{
      type: 'custom', data: shown.map((row) => [Date.parse(row.time), rows.get(row.destination), row.connections, row.failed]),
      renderItem: (_, api) => {
        const from = api.coord([api.value(0), api.value(1)]);
        const to = api.coord([api.value(0) + step, api.value(1)]);
        const height = Math.max(4, Math.min(18, api.size([0, 1])[1] * 0.62));
        const strength = 0.35 + 0.65 * Math.sqrt(api.value(2) / top);
        const failed = api.value(3) > api.value(2) / 2;
        return {
          type: 'rect', shape: {x: from[0], y: from[1] - height / 2, width: Math.max(2, to[0] - from[0] - 0.5), height},
          style: {fill: failed ? colours.high : colours.accent, opacity: strength},
        };
      },
      encode: {x: 0, y: 1},
      markLine: {
        silent: true, symbol: 'none', lineStyle: {color: colours.critical, type: 'solid', width: 1.5},
        label: {
          color: colours.critical, fontFamily: FONT, fontSize: 11, position: 'end', distance: 6, formatter: ({name}) => clip(name),
        },
        data: placed(marks, from, to, width).map(({at, text, line}) => ({
          xAxis: at, name: text, label: {show: line < MAX_LABEL_LINES, distance: 6 + line * LABEL_LINE},
        })),
      },
    }],
  });
}

// Labels that would cover one another go on lines of their own; those for which there is no line are in the table.
function placed(marks, from, to, width) {
  const perMs = Math.max(1, width - NAMES_WIDTH) / Math.max(1, to - from);
  const ends = Array(MAX_LABEL_LINES).fill(-Infinity);
  return marks.map((mark) => {
    const at = Date.parse(mark.time);
    const text = words(mark);
    const half = (Math.min(text.length, 48) * LABEL_CHARACTER) / 2;
    const middle = (at - from) * perMs;
    const free = ends.findIndex((end) => end < middle - half);
    const line = free < 0 ? MAX_LABEL_LINES : free;
    if (free >= 0) {
      ends[free] = middle + half + LABEL_CHARACTER;
    }
    return {at, text, line};
  });
}

function lines(labels) {
  return Math.max(0, ...labels.map(({line}) => line).filter((line) => line < MAX_LABEL_LINES));
}

function words(mark) {
  const kind = mark.kind.toLowerCase().replaceAll('_', ' ');
  return mark.setting ? `${mark.setting} ${mark.setting_value ?? ''}` : mark.app ? `${kind}: ${mark.app}` : kind;
}
