import type { Palette } from '../app/palette';
import { axisWriter, scale, tickLabel, timeTicks } from './axes';
import type { EChartsCoreOption } from './echarts';
import { filled, gaps, type Line, type Plot } from './lines';

export const margins = { left: 52, right: 8, top: 10, bottom: 24 };
type Point = [number, number | null] | { value: [number, number]; symbol: string };

/** A value with a gap on both sides has no line to be seen on: it gets a dot. */
function points(buckets: number[], values: (number | null)[], from: number, to: number): Point[] {
  return buckets.map((time, index) => {
    const value = index >= from && index <= to ? (values[index] ?? null) : null;
    const alone = value !== null && (index === 0 || index === from || (values[index - 1] ?? null) === null) && (index === to || (values[index + 1] ?? null) === null);
    return alone && value !== null ? { value: [time, value], symbol: 'circle' } : [time, value];
  });
}

export function chartOption(plot: Plot, stacked: boolean, size: { width: number }, palette: Palette): EChartsCoreOption {
  const { buckets, step, firstPartial } = plot;
  const lines = stacked ? filled(plot.lines, buckets.length) : plot.lines;
  const from = buckets[0] ?? 0;
  const to = buckets.length > 1 ? buckets[buckets.length - 1]! : from + step;
  const max = Math.max(0, ...buckets.map((_, index) => stacked ? lines.reduce((sum, line) => sum + (line.values[index] ?? 0), 0) : Math.max(0, ...lines.map((line) => line.values[index] ?? 0))));
  const { top, step: split } = scale(max || (plot.unit === 'ratio' ? 0.01 : 0), plot.unit === 'count');
  const write = axisWriter(plot.unit, top, split);
  const ticks = timeTicks(from, to, Math.max(2, Math.floor((size.width - 60) / 58)));
  const label = { color: palette.text3, fontSize: 11, fontFamily: "'Inter Variable', sans-serif" };

  return {
    animation: false,
    grid: { ...margins, containLabel: false },
    xAxis: {
      type: 'time', min: from, max: to, axisLine: { show: false }, splitLine: { show: false },
      axisTick: { show: false }, axisLabel: { ...label, margin: 8, hideOverlap: true, customValues: ticks.at, formatter: (time: number) => tickLabel(time, ticks.step) },
    },
    yAxis: {
      type: 'value', min: 0, max: top, interval: split, axisLine: { show: false }, axisTick: { show: false },
      axisLabel: { ...label, margin: 10, formatter: write }, splitLine: { lineStyle: { color: palette.grid, width: 1 } },
    },
    series: [
      band(plot, palette),
      ...lines.flatMap((line) => (stacked ? layer(line, buckets, firstPartial, palette) : stroke(line, buckets, firstPartial))),
    ],
  };
}

const common = { type: 'line', silent: true, symbol: 'none', symbolSize: 4, showAllSymbol: true, smooth: false, emphasis: { disabled: true }, clip: true };

function stroke(line: Line, buckets: number[], firstPartial: number): object[] {
  const style = { color: line.colour, width: line.width ?? 1.75, type: line.dashed ? [4, 3] : 'solid' };
  const z = line.dashed ? 1 : 3;
  const whole = { ...common, z, data: points(buckets, line.values, 0, firstPartial - 1), lineStyle: style, itemStyle: { color: line.colour }, ...(line.ground ? { areaStyle: { color: line.colour, opacity: 0.07 } } : {}) };
  if (firstPartial >= buckets.length || line.dashed) return [line.dashed ? { ...whole, data: points(buckets, line.values, 0, buckets.length - 1) } : whole];
  // The unfinished bucket looks unfinished.
  return [whole, { ...common, z, data: points(buckets, line.values, Math.max(0, firstPartial - 1), buckets.length - 1), lineStyle: { ...style, type: [2, 3] }, itemStyle: { color: line.colour } }];
}

function layer(line: Line, buckets: number[], firstPartial: number, palette: Palette): object[] {
  const draw = (stack: string, from: number, to: number, strength: number) => ({
    ...common, z: 2, stack, data: points(buckets, line.values, from, to), itemStyle: { color: line.colour },
    lineStyle: line.quiet ? { color: line.colour, width: 1.75, opacity: strength } : { color: palette.surface, width: 0.75 },
    areaStyle: { color: line.colour, opacity: (line.quiet ? 0.3 : 0.95) * strength },
  });
  if (firstPartial >= buckets.length) return [draw('all', 0, buckets.length - 1, 1)];
  return [draw('all', 0, firstPartial - 1, 1), draw('partial', Math.max(0, firstPartial - 1), buckets.length - 1, 0.5)];
}

function band({ lines, buckets, step, firstPartial }: Plot, palette: Palette) {
  const solid = lines.filter((line) => !line.dashed);
  const areas = gaps(solid, Math.min(buckets.length, firstPartial + 1)).map(([first, last]) => {
    // The label only where it has room: a twelfth of the plot.
    const label = { show: last - first > buckets.length / 12, formatter: 'No data', position: 'inside', color: palette.text3, fontSize: 11, fontFamily: "'Inter Variable', sans-serif" };
    return [{ xAxis: buckets[first]! - (first ? step / 2 : 0), label }, { xAxis: Math.min(buckets[last]! + step / 2, buckets[buckets.length - 1]!) }];
  });
  return { ...common, data: [], markArea: { silent: true, itemStyle: { color: palette.sunken }, data: areas } };
}
