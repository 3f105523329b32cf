import { type Clock, clockOf } from '../app/clock';
import type { Answer, Series } from '../app/contract';
import { nothingOf, type Unit } from '../app/measures';
import { isNear, nearSign, nearWords } from '../app/nearly';
import type { Palette } from '../app/palette';
import { zone } from '../app/time';
import { coloursOf, meaningOf, statusDigit } from './colours';
import type { Marker, Threshold, WidgetOptions } from './contract';
import { figureOf, measuresOf, type Shown, shown } from './figures';

/** What a chart draws, whatever the question was. */
export interface Line {
  key: string; label: string; colour: string; values: (number | null)[]; unit: Unit; digits?: number;
  width?: number; dashed?: boolean; ground?: boolean; quiet?: boolean;
  /** Why its figures are not exact, where they are not. */
  near?: string;
  /** The value of the dimension that it counts; null for none. Missing where there is nothing to narrow to. */
  value?: { of: string | null; tenant?: string };
}

export type PlotKind = 'line' | 'area' | 'bar';
export interface Plot {
  kind: PlotKind; stacked: boolean; buckets: number[]; step: number; lines: Line[]; firstPartial: number; unit: Unit;
  clock: Clock; dimension?: string; thresholds: Threshold[]; markers: Marker[];
  min?: number; max?: number; log: boolean; large: boolean;
  /** Dotted lines at which something is over, and stretches in which it was not, with their numbers on top. */
  resolves?: { value: number; label: string }[]; fired?: { from: number; to: number; mark?: string }[];
}

/** A figure of a line, with the sign of what is not exact. */
export const lineFigure = (line: Line, value: number | null | undefined, bare = false) => `${nearSign(line.near !== undefined, value)}${figureOf(value, line, bare)}`;

/** Figures of which the sum means something: they can be stacked, and each is a part of the whole. */
export const addsUp = (unit: Unit) => unit === 'count' || unit === 'rate' || unit === 'bytes';

interface Look { palette: Palette; series: string[]; clock?: Clock; markers?: Marker[]; large?: boolean }

export function plotOf(answer: Answer, kind: PlotKind, options: WidgetOptions, { palette, series, clock = clockOf(zone), markers = [], large = false }: Look): Plot {
  const { dimension } = answer;
  const buckets = (answer.buckets ?? []).map((time) => Date.parse(time));
  const step = buckets.length > 1 ? buckets[1]! - buckets[0]! : 60_000;
  const meaning = meaningOf((answer.series ?? []).map(({ name }) => name), options, dimension);
  const given = [...(answer.series ?? [])];
  // What is wrong lies on the base line, normal traffic on top.
  if (meaning === 'status') given.sort((a, b) => rank(a.name) - rank(b.name));
  const colours = coloursOf(given.map(({ name }) => name), meaning, palette, series, dimension);
  const counted = measuresOf(answer, options)[0];
  const lines = given.map((one, index): Line => {
    const measure = dimension && counted ? counted : shown(one.name, options, one);
    return {
      key: `${one.name}${one.tenant ? `\u0000${one.tenant}` : ''}`, label: labelOf(one, dimension, meaning, measure), unit: measure.unit, digits: measure.digits, values: one.values,
      colour: colours[index]!,
      width: meaning === 'percentiles' ? (one.name === 'p95' ? 2 : 1.5) : given.length === 1 ? 2 : 1.75,
      near: isNear(answer, measure.name) ? nearWords(answer) : undefined,
      ground: Boolean(options.ground), quiet: meaning === 'status' && statusDigit(one.name) === '2',
      ...(dimension && one.name !== '(other)' ? { value: { of: one.name === '(none)' ? null : one.name, tenant: one.tenant } } : {}),
    };
  });
  // Only the unfinished end is drawn so: buckets from before the record began are partial too.
  const partial = answer.series?.[0]?.partial ?? [];
  let firstPartial = buckets.length;
  while (firstPartial > 0 && partial[firstPartial - 1]) firstPartial--;
  return {
    kind, stacked: Boolean(options.stacked), buckets, step, lines, firstPartial, unit: lines[0]?.unit ?? 'count', clock, dimension,
    thresholds: options.thresholds ?? [], markers, min: options.min ?? undefined, max: options.max ?? undefined, log: Boolean(options.log) && !options.stacked, large,
  };
}

/** Measures have our short names (p95), classes their own (5xx); values of other dimensions are what the server calls them. */
function labelOf(one: Series, dimension: string | undefined, meaning: WidgetOptions['colours'], measure: Shown): string {
  if (!dimension) return measure.label;
  if (meaning === 'status' && statusDigit(one.name)) return one.name;
  return `${one.label || nothingOf(dimension)}${one.tenant ? `, ${one.tenant}` : ''}`;
}

const statusOrder = ['5', '4', '3', '2', '1'];
const rank = (name: string) => { const at = statusOrder.indexOf(statusDigit(name)); return at < 0 ? 9 : at; };

/** The earlier period as one dashed line: of one line its own, of a stack the sum. Of several lines beside each other there is none. */
export function earlierOf(answer: Answer, plot: Plot, label: string, colour: string): Line | undefined {
  const before = answer.compare?.series;
  const first = plot.lines[0];
  if (!before?.length || !first || (plot.lines.length > 1 && !(plot.stacked && addsUp(plot.unit)))) return undefined;
  const values = plot.buckets.map((_, index) => {
    const known = before.map((one) => one.values[index] ?? null).filter((value) => value !== null);
    return known.length ? known.reduce((sum, value) => sum + value, 0) : null;
  });
  // Before the record began there is nothing to compare with.
  if (values.every((value) => value === null)) return undefined;
  return { key: 'previous', label, colour, values, unit: first.unit, digits: first.digits, width: 1.25, dashed: true, near: first.near };
}

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
