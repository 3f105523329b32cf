import type { Palette } from '../app/palette';
import type { Line, Plot } from './lines';

/** How series are drawn: lines, layers of a stack, bars. The unfinished end looks unfinished in all of them. */
type Point = [number, number | null] | { value: [number, number]; symbol: string };

/** A value with a gap on both sides has no line to be seen on: it gets a dot. */
function points(buckets: number[], values: (number | null)[], from: number, to: number, shift = 0): Point[] {
  return buckets.map((time, index) => {
    const value = index >= from && index <= to ? (values[index] ?? null) : null;
    const alone = value !== null && (index === 0 || index === from || (values[index - 1] ?? null) === null) && (index === to || (values[index + 1] ?? null) === null);
    return alone && value !== null ? { value: [time + shift, value], symbol: 'circle' } : [time + shift, value];
  });
}

export const quietly = { type: 'line', silent: true, symbol: 'none', symbolSize: 4, showAllSymbol: true, smooth: false, emphasis: { disabled: true }, clip: true };

export function stroke(line: Line, buckets: number[], firstPartial: number, shift = 0, opacity = 0.07, behind = 1): object[] {
  const style = { color: line.colour, width: line.width ?? 1.75, type: line.dashed ? [4, 3] : 'solid' };
  // Behind lines; in front of bars and layers, which would cover it.
  const z = line.dashed ? behind : 3;
  const whole = { ...quietly, z, data: points(buckets, line.values, 0, firstPartial - 1, shift), lineStyle: style, itemStyle: { color: line.colour }, ...(line.ground ? { areaStyle: { color: line.colour, opacity } } : {}) };
  if (line.dashed) return [{ ...whole, data: points(buckets, line.values, 0, buckets.length - 1, shift) }];
  if (firstPartial >= buckets.length) return [whole];
  // From the last complete point on, dotted.
  return [whole, { ...quietly, z, data: points(buckets, line.values, Math.max(0, firstPartial - 1), buckets.length - 1, shift), lineStyle: { ...style, type: [2, 3] }, itemStyle: { color: line.colour } }];
}

export function layer(line: Line, buckets: number[], firstPartial: number, palette: Palette): object[] {
  const draw = (stack: string, from: number, to: number, strength: number) => ({
    ...quietly, z: 2, stack, data: points(buckets, line.values, from, to), itemStyle: { color: line.colour },
    lineStyle: line.quiet ? { color: line.colour, width: 1.75, opacity: strength } : { color: palette.surface, width: 0.75 },
    areaStyle: { color: line.colour, opacity: (line.quiet ? 0.3 : 0.95) * strength },
  });
  if (firstPartial >= buckets.length) return [draw('all', 0, buckets.length - 1, 1)];
  return [draw('all', 0, firstPartial - 1, 1), draw('partial', Math.max(0, firstPartial - 1), buckets.length - 1, 0.5)];
}

export function barSeries(line: Line, { buckets, firstPartial, stacked }: Plot, shift: number, width: number): object[] {
  const data = buckets.map((time, index) => ({ value: [time + shift, line.values[index] ?? null], itemStyle: { opacity: (line.quiet ? 0.5 : 1) * (index >= firstPartial ? 0.5 : 1) } }));
  return [{ type: 'bar', silent: true, emphasis: { disabled: true }, clip: true, z: 2, data, barWidth: Math.max(1, width), barGap: 0, itemStyle: { color: line.colour }, ...(stacked ? { stack: 'all' } : {}) }];
}
