// When devices contacted a destination, and how long they waited between two contacts: a beat shows as one bar that stands out.

import {count, duration, time} from '../format.js';
import {base, clip, timeAxis, valueAxis} from './looks.js';

/** One row of ticks for each device. */
export function beats(items) {
  const names = [...new Set(items.map((row) => row.device))].sort().reverse();
  const rows = new Map(names.map((name, i) => [name, i]));
  const step = (items[0]?.step_seconds ?? 60) * 1000;
  return (colours) => ({
    ...base(colours),
    grid: {left: 4, right: 16, top: 8, bottom: 4, containLabel: true},
    tooltip: {...base(colours).tooltip, formatter: ({value}) => `${clip(names[value[1]])}\n${time(new Date(value[0]).toISOString())}\n${count(value[2])} connections, ${count(value[3])} failed`},
    xAxis: timeAxis(colours),
    yAxis: {
      type: 'category', data: names, axisLine: {show: false}, axisTick: {show: false}, splitLine: {show: true, lineStyle: {color: colours.line}},
      axisLabel: {color: colours.soft, width: 140, overflow: 'truncate', formatter: (name) => clip(name)},
    },
    series: [{
      type: 'custom', encode: {x: 0, y: 1},
      data: items.map((row) => [Date.parse(row.time), rows.get(row.device), row.connections, row.failed]),
      renderItem: (_, api) => {
        const from = api.coord([api.value(0), api.value(1)]);
        const to = api.coord([api.value(0) + step, api.value(1)]);
        const height = Math.max(4, Math.min(16, api.size([0, 1])[1] * 0.6));
        const failed = api.value(3) > api.value(2) / 2;
        return {type: 'rect', shape: {x: from[0], y: from[1] - height / 2, width: Math.max(1.2, to[0] - from[0] - 0.4), height},
          style: {fill: failed ? colours.high : colours.accent, opacity: 0.85}};
      },
    }],
  });
}

/** Histogram of times between contacts; steps grow with the time, so a minute and a day fit on one axis. */
export function intervals(items) {
  const ordered = [...items].sort((a, b) => Number(a.id) - Number(b.id));
  const first = Number(ordered[0]?.id ?? 0);
  const last = Number(ordered[ordered.length - 1]?.id ?? 0);
  const slots = Array.from({length: last - first + 1}, (_, i) => first + i);
  const byslot = new Map(ordered.map((row) => [Number(row.id), row]));
  const total = ordered.reduce((sum, row) => sum + row.intervals, 0);
  const top = Math.max(...ordered.map((row) => row.intervals));
  return (colours) => ({
    ...base(colours),
    grid: {left: 4, right: 12, top: 12, bottom: 4, containLabel: true},
    tooltip: {
      ...base(colours).tooltip,
      formatter: ({dataIndex}) => {
        const row = byslot.get(slots[dataIndex]);
        return row ? `about ${duration(row.median_seconds)} apart\n${count(row.intervals)} of ${count(total)} intervals\n${count(row.devices)} devices` : '';
      },
    },
    xAxis: {
      type: 'category', data: slots.map((slot) => duration(2 ** ((slot + 0.5) / 6))), axisTick: {show: false},
      axisLine: {lineStyle: {color: colours['line-strong']}}, axisLabel: {color: colours.faint, hideOverlap: true},
    },
    yAxis: {...valueAxis(colours, count), minInterval: 1},
    series: [{type: 'bar', barCategoryGap: '12%', data: slots.map((slot) => {
      const value = byslot.get(slot)?.intervals ?? 0;
      return {value, itemStyle: {color: value === top ? colours.high : colours.accent}};
    })}],
  });
}

/** The interval that most contacts keep, where one does: {seconds, part}. */
export function mainBeat(items) {
  const total = items.reduce((sum, row) => sum + row.intervals, 0);
  const best = [...items].sort((a, b) => b.intervals - a.intervals)[0];
  return best && total >= 8 ? {seconds: best.median_seconds, part: best.intervals / total} : null;
}
