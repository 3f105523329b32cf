import type { Answer, Series } from '../app/contract';
import { written } from '../app/format';
import { measureOf, nothingOf, type Unit } from '../app/measures';
import { isNear, nearSign, nearWords } from '../app/nearly';
import type { Palette } from '../app/palette';
import type { WidgetOptions } from './contract';

/** What a chart draws, whatever the question was. */
export interface Line {
  key: string; label: string; colour: string; values: (number | null)[]; unit: Unit;
  width?: number; dashed?: boolean; ground?: boolean; quiet?: boolean;
  /** Why its figures are not exact, where they are not. */
  near?: string;
}

/** A figure of a line, with the sign of what is not exact. */
export const lineFigure = ({ near, unit }: Line, value: number | null | undefined, bare = false) => `${nearSign(near !== undefined, value)}${written(value, unit, bare)}`;
export interface Plot { buckets: number[]; step: number; lines: Line[]; firstPartial: number; unit: Unit }

const statusOrder = ['5', '4', '3', '2', '1'];
const statusDigit = (name: string) => /^[1-5]/.exec(name)?.[0] ?? '';

/** A place for every name, by order of the name and not of the value: a colour stays while figures change. */
export const colourPlaces = new Map<string, number>();
function place(dimension: string, name: string): number {
  const key = `${dimension}\u0000${name}`;
  if (!colourPlaces.has(key)) colourPlaces.set(key, [...colourPlaces.keys()].filter((one) => one.startsWith(`${dimension}\u0000`)).length);
  return colourPlaces.get(key)!;
}

/** How a split over time names requests without a value, and all values that have no line of their own. */
export const noneName = '(none)';
export const otherName = '(other)';

export function colourOf(name: string, index: number, options: WidgetOptions, palette: Palette, series: string[], dimension?: string): string {
  if (options.colours === 'status') return { 5: palette.s5xx, 4: palette.s4xx, 3: palette.s3xx, 2: palette.s2xx }[statusDigit(name)] ?? palette.text3;
  if (options.colours === 'percentiles') return { p50: palette.p50, p75: palette.p75, p95: palette.p95, p99: palette.p99 }[name] ?? palette.text3;
  if (name === otherName) return palette.text3;
  if (options.colours === 'error') return palette.s5xx;
  return series[dimension ? place(dimension, name) : index] ?? palette.text3;
}

export function plotOf(answer: Answer, options: WidgetOptions, dimension: string | undefined, measure: string, palette: Palette, series: string[]): Plot {
  const buckets = (answer.buckets ?? []).map((time) => Date.parse(time));
  const step = buckets.length > 1 ? buckets[1]! - buckets[0]! : 60_000;
  const given = [...(answer.series ?? [])];
  // What is wrong lies on the base line, normal traffic on top.
  if (options.colours === 'status') given.sort((a, b) => rank(a.name) - rank(b.name));
  const lines = given.map((one, index): Line => {
    const name = dimension ? measure : one.name;
    const { unit, label } = measureOf(name);
    return {
      key: `${one.name}${one.tenant ? `\u0000${one.tenant}` : ''}`, label: labelOf(one, dimension, options, label), unit, values: one.values,
      colour: colourOf(one.name, index, options, palette, series, dimension),
      width: options.colours === 'percentiles' ? (one.name === 'p95' ? 2 : 1.5) : given.length === 1 ? 2 : 1.75,
      near: isNear(answer, name) ? nearWords(answer) : undefined,
      ground: options.ground, quiet: options.colours === 'status' && statusDigit(one.name) === '2',
    };
  });
  // Only the unfinished end is drawn so: buckets from before the record began are partial too.
  const partial = answer.series?.[0]?.partial ?? [];
  let firstPartial = buckets.length;
  while (firstPartial > 0 && partial[firstPartial - 1]) firstPartial--;
  return { buckets, step, lines, firstPartial, unit: lines[0]?.unit ?? measureOf(measure).unit };
}
/** Measures have our short names (p95), classes their own (5xx); values of other dimensions are what the server calls them. */
function labelOf(one: Series, dimension: string | undefined, options: WidgetOptions, measure: string): string {
  if (!dimension) return measure;
  if (options.colours === 'status' && statusDigit(one.name)) return one.name;
  return `${one.label || nothingOf(dimension)}${one.tenant ? `, ${one.tenant}` : ''}`;
}

const rank = (name: string) => { const at = statusOrder.indexOf(statusDigit(name)); return at < 0 ? 9 : at; };

/** Stretches of more than three buckets in which nothing was recorded: first and last index of each. */
export function gaps(lines: Line[], length: number): [number, number][] {
  const found: [number, number][] = [];
  let start = -1;
  for (let index = 0; index <= length; index++) {
    const empty = index < length && lines.every((line) => (line.values[index] ?? null) === null);
    if (empty && start < 0) start = index;
    if (!empty && start >= 0) {
      if (index - start > 3) found.push([start, index - 1]);
      start = -1;
    }
  }
  return found;
}

/** In a stack, a class without requests in a bucket that has others is zero; a bucket without any stays a gap. */
export function filled(lines: Line[], length: number): Line[] {
  const recorded = Array.from({ length }, (_, index) => lines.some((line) => (line.values[index] ?? null) !== null));
  return lines.map((line) => ({ ...line, values: recorded.map((any, index) => (any ? (line.values[index] ?? 0) : null)) }));
}

/** The last bucket that is complete and has a value: what the legend shows when nothing is pointed at. */
export function lastComplete(line: Line, firstPartial: number): number {
  for (let index = Math.min(firstPartial, line.values.length) - 1; index >= 0; index--) if ((line.values[index] ?? null) !== null) return index;
  return -1;
}
