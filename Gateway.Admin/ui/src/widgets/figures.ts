import type { Answer } from '../app/contract';
import { written } from '../app/format';
import { knowsMeasure, type Measure, measureOf, unitOf } from '../app/measures';
import type { Threshold, WidgetOptions } from './contract';

/** A measure as one widget shows it: its own words and unit, or those of the widget's options. */
export interface Shown extends Measure { name: string; digits?: number }

/** What an answer says of a measure counts where these pages do not know it. */
export function shown(name: string, options: WidgetOptions, said?: { label?: string; unit?: string | null }): Shown {
  const known = measureOf(name);
  return {
    ...known, name,
    label: knowsMeasure(name) ? known.label : (said?.label ?? name),
    unit: unitOf(options.unit) ?? unitOf(said?.unit) ?? known.unit,
    digits: options.decimals ?? undefined,
    good: options.good ?? known.good,
  };
}

/** The measures of an answer, in its order; of lines by a dimension the one that they count. */
export function measuresOf(answer: Answer, options: WidgetOptions): Shown[] {
  switch (answer.shape) {
    case 'number': return [shown(answer.name ?? '', options, { label: answer.label, unit: answer.unit })];
    case 'ranking': return (answer.measures ?? Object.keys(answer.rows?.[0]?.values ?? {}).map((name) => ({ name, label: name, unit: '' }))).map((one) => shown(one.name, options, one));
    case 'table': return (answer.rows ?? []).map((row) => shown(row.key ?? '', options, { label: row.label, unit: row.unit }));
    case 'matrix': return [shown('requests', options)];
    default: return answer.dimension
      ? [shown(answer.measure ?? '', options, answer.series?.[0] && { unit: answer.series[0].unit })]
      : (answer.series ?? []).map((one) => shown(one.name, options, one));
  }
}

export const figureOf = (value: number | null | undefined, { unit, digits }: Pick<Shown, 'unit' | 'digits'>, bare = false) => written(value, unit, bare, digits);

/** The threshold that a value has reached: the farthest one on the bad side. */
export function reached(value: number | null | undefined, thresholds: Threshold[] | null | undefined, good?: 'up' | 'down'): Threshold | undefined {
  if (value === null || value === undefined) return undefined;
  const beyond = (thresholds ?? []).filter((one) => (good === 'up' ? value <= one.value : value >= one.value));
  return beyond.sort((a, b) => (good === 'up' ? a.value - b.value : b.value - a.value))[0];
}
