import type { Palette } from '../app/palette';
import type { WidgetOptions } from './contract';

/** How a split over time names requests without a value, and all values that have no line of their own. */
export const noneName = '(none)';
export const otherName = '(other)';

/**
 * A place among the colours for every value of a dimension, by the order in which they were first seen and not by their
 * figures: a colour stays while figures change, and while filters come and go.
 */
const places = new Map<string, Map<string, number>>();
let owner = '';
/** Another dashboard begins anew. */
export function placesOf(dashboard: string) {
  if (dashboard !== owner) places.clear();
  owner = dashboard;
}
export function place(dimension: string, name: string): number {
  let known = places.get(dimension);
  if (!known) places.set(dimension, (known = new Map()));
  if (!known.has(name)) known.set(name, known.size);
  return known.get(name)!;
}

export const statusDigit = (name: string) => /^[1-5]/.exec(name)?.[0] ?? '';
const percentile = /^p(50|75|95|99)$/;

/** What the colours of a chart mean, where nobody chose. */
export const meaningOf = (names: string[], options: WidgetOptions, dimension?: string): WidgetOptions['colours'] =>
  options.colours ?? (dimension === 'statusClass' ? 'status' : !dimension && names.length > 1 && names.every((name) => percentile.test(name)) ? 'percentiles' : undefined);

/** A colour for each name of one chart. Beyond the eight, a value takes one that is free in this chart; then all look alike. */
export function coloursOf(names: string[], meaning: WidgetOptions['colours'], palette: Palette, series: string[], dimension?: string): string[] {
  if (meaning === 'status') return names.map((name) => ({ 5: palette.s5xx, 4: palette.s4xx, 3: palette.s3xx, 2: palette.s2xx })[statusDigit(name)] ?? palette.text3);
  if (meaning === 'percentiles') return names.map((name) => ({ p50: palette.p50, p75: palette.p75, p95: palette.p95, p99: palette.p99 })[name] ?? palette.text3);
  if (meaning === 'error') return names.map((name) => (name === otherName ? palette.text3 : palette.s5xx));
  if (!dimension) return names.map((_, index) => series[index] ?? palette.text3);
  const own = names.map((name) => (name === otherName ? undefined : series[place(dimension, name)]));
  const free = series.filter((one) => !own.includes(one));
  return names.map((name, index) => own[index] ?? (name === otherName ? palette.text3 : (free.shift() ?? palette.text3)));
}
