import { written } from '../app/format';
import type { Palette } from '../app/palette';
import { axisWriter, scale, tickLabel, timeTicks } from './axes';
import { domainOf, type Margins } from './domain';
import type { EChartsCoreOption } from './echarts';
import { filled, gaps, type Line, type Plot } from './lines';
import { barSeries, layer, quietly, stroke } from './strokes';

const font = "'Inter Variable', sans-serif";

export function chartOption(plot: Plot, size: { width: number }, palette: Palette, margins: Margins, markers: number[]): EChartsCoreOption {
  const { buckets, firstPartial, large } = plot;
  const stacked = plot.stacked;
  const solid = plot.lines.filter((line) => !line.dashed);
  const behind = plot.lines.filter((line) => line.dashed);
  const lines = [...(stacked ? filled(solid, buckets.length) : solid), ...behind].map((line) => (plot.log ? positive(line) : line));
  const domain = domainOf(plot);
  const ticks = timeTicks(domain.from, domain.to, Math.max(2, Math.floor((size.width - 60) / (large ? 76 : 58))), plot.clock);
  const label = { color: palette.text3, fontSize: large ? 14 : 11, fontFamily: font };
  const width = ((size.width - margins.left - margins.right) / Math.max(1, buckets.length)) * 0.82;

  return {
    animation: false,
    grid: { ...margins, containLabel: false },
    xAxis: {
      type: 'time', min: domain.from, max: domain.to, axisLine: { show: false }, splitLine: { show: false },
      axisTick: { show: false }, axisLabel: { ...label, margin: 8, hideOverlap: true, customValues: ticks.at, formatter: (time: number) => tickLabel(time, ticks.step, plot.clock) },
    },
    yAxis: { ...valueAxis(plot, lines), axisLine: { show: false }, axisTick: { show: false }, axisLabel: { ...label, margin: 10, ...valueAxis(plot, lines).axisLabel }, splitLine: { lineStyle: { color: palette.grid, width: 1 } } },
    series: [
      ground(plot, palette, markers, label),
      ...lines.flatMap((line) => line.dashed ? stroke(line, buckets, firstPartial, domain.shift, 0, plot.kind === 'bar' || stacked ? 4 : 1)
        : plot.kind === 'bar' ? barSeries(line, plot, domain.shift, stacked ? width : width / solid.length)
        : stacked ? layer(line, buckets, firstPartial, palette)
        : stroke(plot.kind === 'area' ? { ...line, ground: true } : line, buckets, firstPartial, 0, plot.kind === 'area' ? 0.14 : 0.07)),
    ],
  };
}

/** On steps of ten there is no place for zero and less. */
const positive = (line: Line): Line => ({ ...line, values: line.values.map((value) => (value !== null && value > 0 ? value : null)) });

function valueAxis(plot: Plot, lines: Line[]) {
  const { buckets, unit, thresholds } = plot;
  const sumAt = (index: number) => lines.filter((line) => !line.dashed).reduce((sum, line) => sum + (line.values[index] ?? 0), 0);
  const highest = Math.max(0, ...lines.flatMap((line) => (plot.stacked && !line.dashed ? [] : line.values.map((value) => value ?? 0))), ...(plot.stacked ? buckets.map((_, index) => sumAt(index)) : []));
  // A threshold is worth room on top, but not so much that the figures lie flat on the ground.
  const wanted = Math.max(highest, ...thresholds.map(({ value }) => (value <= highest * 2.5 ? value * 1.08 : 0)));
  if (plot.log) {
    const lowest = Math.min(...lines.flatMap((line) => line.values.filter((value): value is number => value !== null && value > 0)));
    const power = (value: number, round: (exponent: number) => number) => 10 ** round(Math.log10(value));
    return {
      type: 'log', min: plot.min && plot.min > 0 ? plot.min : Number.isFinite(lowest) ? power(lowest, Math.floor) : 1, max: plot.max && plot.max > 0 ? plot.max : power(wanted || 10, Math.ceil),
      axisLabel: { formatter: (value: number) => written(value, unit, true) },
    };
  }
  const bottom = plot.min ?? 0;
  const { top, step } = scale(plot.max ?? (wanted || (unit === 'ratio' ? 0.01 : 0)), unit === 'count', bottom);
  return { type: 'value', min: bottom, max: plot.max ?? top, interval: step, axisLabel: { formatter: axisWriter(unit, plot.max ?? top, step) } };
}

/** What lies behind the figures: stretches without any, versions, thresholds. */
function ground(plot: Plot, palette: Palette, markers: number[], label: object) {
  const { lines, buckets, step, firstPartial, thresholds } = plot;
  const { to, shift } = domainOf(plot);
  const solid = lines.filter((line) => !line.dashed);
  const areas = gaps(solid, Math.min(buckets.length, firstPartial + 1)).map(([first, last]) => {
    // The label only where it has room: a twelfth of the plot.
    const words = { ...label, show: last - first > buckets.length / 12, formatter: 'No data', position: 'inside' };
    return [{ xAxis: buckets[first]! + shift - (first || shift ? step / 2 : 0), label: words }, { xAxis: Math.min(buckets[last]! + shift + step / 2, to) }];
  });
  const fired = (plot.fired ?? []).map(({ from, to }) => [{ xAxis: from, itemStyle: { color: palette.errorSoft } }, { xAxis: to }]);
  const tones = { ok: palette.ok, warn: palette.warn, error: palette.error };
  const marks = [
    ...markers.map((xAxis) => ({ xAxis, lineStyle: { color: palette.borderStrong, type: [1, 3], width: 1 }, label: { show: false } })),
    ...thresholds.map(({ value, color, label: words }) => ({
      yAxis: value, lineStyle: { color: tones[color], type: [6, 3], width: 1.5 },
      label: { ...label, show: true, position: 'insideStartTop', color: tones[color], backgroundColor: palette.surface, padding: [1, 4], formatter: words || written(value, plot.unit) },
    })),
    ...(plot.resolves ?? []).map(({ value, label: words }) => ({
      yAxis: value, lineStyle: { color: palette.text3, type: [1, 3], width: 1.5 },
      label: { ...label, show: true, position: 'insideEndTop', color: palette.text3, backgroundColor: palette.surface, padding: [1, 4], formatter: words },
    })),
  ];
  return { ...quietly, data: [], markArea: { silent: true, itemStyle: { color: palette.sunken }, data: [...fired, ...areas] }, markLine: { silent: true, symbol: 'none', animation: false, data: marks } };
}
