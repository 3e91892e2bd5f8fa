// Colours from the stylesheet, and the parts of a chart that look the same everywhere.

import {tick, time} from '../format.js';

/** Colours as they are now: light or dark. */
export function palette(element) {
  const probe = document.createElement('span');
  element.append(probe);
  const colour = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const names = ['paper', 'panel', 'raised', 'ink', 'soft', 'faint', 'line', 'line-strong', 'accent', 'accent-wash', 'critical', 'high',
    'medium', 'low', 'informational'];
  const colours = Object.fromEntries(names.map((name) => [name, colour(name)]));
  colours.series = Array.from({length: 9}, (_, i) => colour(`s${i + 1}`));
  probe.remove();
  return colours;
}

export const FONT = 'Inter, system-ui, sans-serif';

/** What every chart starts from. Tooltips are drawn, not HTML: names from the network stay text. */
export function base(colours) {
  return {
    animation: false,
    color: colours.series,
    textStyle: {fontFamily: FONT, color: colours.soft, fontSize: 12},
    tooltip: {
      renderMode: 'richText', backgroundColor: colours.panel, borderColor: colours['line-strong'], borderWidth: 1, padding: [8, 11],
      textStyle: {color: colours.ink, fontFamily: FONT, fontSize: 12}, confine: true,
    },
  };
}

export function timeAxis(colours) {
  return {
    type: 'time', axisLine: {lineStyle: {color: colours['line-strong']}}, axisTick: {show: false}, splitLine: {show: false},
    axisLabel: {color: colours.faint, hideOverlap: true, formatter: (value) => tick(value)},
  };
}

export function valueAxis(colours, formatter) {
  return {
    type: 'value', splitNumber: 4, axisLabel: {color: colours.faint, formatter}, splitLine: {lineStyle: {color: colours.line}},
    axisLine: {show: false}, axisTick: {show: false},
  };
}

export function legend(colours) {
  return {
    type: 'scroll', bottom: 0, left: 0, icon: 'roundRect', itemWidth: 10, itemHeight: 10, itemGap: 16,
    textStyle: {color: colours.soft, width: 170, overflow: 'truncate'}, pageTextStyle: {color: colours.soft},
    pageIconColor: colours.soft, pageIconInactiveColor: colours.line,
  };
}

/** Text of a tooltip over time: the time, then each series with its value, biggest first. */
export function timeTip(format) {
  return (points) => {
    const shown = points.filter((point) => point.value[1] > 0).sort((a, b) => b.value[1] - a.value[1]);
    const lines = shown.map((point) => `${clip(point.seriesName)}  ${format(point.value[1])}`);
    return [time(new Date(points[0].value[0]).toISOString()), ...lines].join('\n');
  };
}

/** Braces would be read as style marks by the drawing of rich text, and long names would cover the chart. */
export function clip(name) {
  const text = String(name).replace(/[{}|]/g, '·');
  return text.length > 48 ? `${text.slice(0, 47)}…` : text;
}
