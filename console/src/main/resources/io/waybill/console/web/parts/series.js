// Options of the charts over time.

import {count} from '../format.js';
import {base, legend, timeAxis, timeTip, valueAxis} from './looks.js';

/** Stacked areas, one for each series of a timeline listing. */
export function stacked(items) {
  const {names, values, steps} = pivot(items, (row) => row.series, 'connections');
  return (colours) => ({
    ...base(colours),
    grid: {left: 4, right: 12, top: 12, bottom: names.length > 1 ? 38 : 6, containLabel: true},
    legend: names.length > 1 ? {...legend(colours), data: names} : undefined,
    tooltip: {...base(colours).tooltip, trigger: 'axis', formatter: timeTip(count), axisPointer: {lineStyle: {color: colours['line-strong']}}},
    xAxis: timeAxis(colours),
    yAxis: valueAxis(colours, count),
    series: names.map((name, i) => ({
      name, type: 'line', stack: 'all', symbol: 'none', lineStyle: {width: 1}, areaStyle: {opacity: 0.75},
      color: name === 'others' ? colours.series[8] : colours.series[i % 8],
      data: steps.map((step) => [step, values.get(`${step} ${name}`) ?? 0]),
    })),
  });
}

/** Stacked bars of alerts by severity. */
export function bySeverity(items, severities) {
  const {values, steps, width} = pivot(items, (row) => row.severity, 'alerts');
  return (colours) => ({
    ...base(colours),
    grid: {left: 4, right: 12, top: 12, bottom: 38, containLabel: true},
    legend: {...legend(colours), data: severities.map(label)},
    tooltip: {...base(colours).tooltip, trigger: 'axis', axisPointer: {type: 'none'}, formatter: timeTip(count)},
    xAxis: {...timeAxis(colours), min: steps[0] - width, max: steps[steps.length - 1] + width},
    yAxis: {...valueAxis(colours, count), minInterval: 1},
    series: [...severities].reverse().map((severity) => ({
      name: label(severity), type: 'bar', stack: 'all', barMaxWidth: 14, color: colours[severity.toLowerCase()],
      data: steps.map((step) => [step, values.get(`${step} ${severity}`) ?? 0]),
    })),
  });
}

function label(severity) {
  return severity[0] + severity.slice(1).toLowerCase();
}

// Times without records count zero: a gap is a fact, not a line between its neighbours.
function pivot(items, nameOf, measure) {
  const names = [];
  const totals = new Map();
  const values = new Map();
  let first = Infinity;
  let last = -Infinity;
  for (const row of items) {
    const at = Date.parse(row.time);
    const name = nameOf(row);
    values.set(`${at} ${name}`, (values.get(`${at} ${name}`) ?? 0) + row[measure]);
    totals.set(name, (totals.get(name) ?? 0) + row[measure]);
    first = Math.min(first, at);
    last = Math.max(last, at);
  }
  names.push(...[...totals.keys()].sort((a, b) => (a === 'others') - (b === 'others') || totals.get(b) - totals.get(a)));
  const width = (items[0]?.step_seconds ?? 3600) * 1000;
  const steps = [];
  for (let at = first; at <= last; at += width) {
    steps.push(at);
  }
  return {names, values, steps, width};
}
