import { belongsTo } from '../app/analytics';
import { type Clock, clockOf } from '../app/clock';
import type { Answer, Row } from '../app/contract';
import { isNothing, nothingOf, valueLabel } from '../app/measures';
import { zone } from '../app/time';
import { noneName } from './colours';
import type { WidgetOptions } from './contract';
import { measuresOf, type Shown, shown } from './figures';

/** What a table shows, whatever the shape of the answer. `key` is what a row narrows to; rows of time and of measures narrow to nothing. */
export interface TableRow { id: string; name: string; tenant?: string; key?: string | null; quiet?: boolean; values: Record<string, number | null | undefined>; units?: Shown; time?: number }
export interface Table { head: string; columns: Shown[]; rows: TableRow[]; dimension?: string }

export function tableOf(answer: Answer, options: WidgetOptions, headOf: (dimension: string) => string, clock: Clock = clockOf(zone), wide = true): Table {
  const measures = measuresOf(answer, options);
  const chosen = options.columns?.length ? options.columns.flatMap((name) => measures.find((one) => one.name === name) ?? []) : measures;
  switch (answer.shape) {
    case 'ranking': {
      const dimension = answer.dimension ?? '';
      return { head: headOf(dimension), dimension, columns: chosen, rows: (answer.rows ?? []).map((row) => rowOf(dimension, row)) };
    }
    case 'series': {
      const lines = answer.series ?? [];
      const columns = answer.dimension ? lines.map((one) => ({ ...shown(answer.measure ?? '', options, one), name: one.name, label: one.label || nothingOf(answer.dimension!) })) : chosen;
      const rows = (answer.buckets ?? []).map((bucket, index): TableRow => ({ id: bucket, name: `${clock.day(bucket)}, ${clock.clock(bucket)}`, time: Date.parse(bucket), values: Object.fromEntries(lines.map((one) => [one.name, one.values[index]])) }));
      // The newest on top: that is what one looks for.
      return { head: 'Time', columns, rows: rows.reverse() };
    }
    case 'number': return { head: 'Figure', columns: [{ ...measures[0]!, name: 'value', label: 'Value' }], rows: [{ id: 'value', name: measures[0]!.label, values: { value: answer.value } }] };
    default: {
      const words: Record<string, string> = { value: 'Value', previous: 'Before', delta: 'Difference', change: 'Change' };
      // Without an earlier period there is nothing to say about it.
      const told = (answer.columns ?? ['value']).filter((name) => name === 'value' || (name !== 'delta' && (wide || name !== 'previous') && answer.rows?.some(({ values }) => (values[name] ?? null) !== null)));
      const columns = told.map((name): Shown => ({ name, label: words[name] ?? name, unit: name === 'change' ? 'ratio' : 'count' }));
      const rows = (answer.rows ?? []).map((row): TableRow => ({ id: row.key ?? row.label, name: measures.find(({ name }) => name === row.key)?.label ?? row.label, values: row.values, units: measures.find(({ name }) => name === row.key) }));
      return { head: 'Figure', columns, rows };
    }
  }
}

function rowOf(dimension: string, row: Row): TableRow {
  const quiet = isNothing(dimension, row.key);
  return { id: `${row.tenant}/${row.key}`, name: quiet ? nothingOf(dimension) : valueLabel(dimension, row.key!, row.label), tenant: row.tenant, key: row.key, quiet, values: row.values };
}

export interface Sorting { column: string; desc: boolean }
/** In that order, with what is not recorded and what has no name last; without one as they came. */
export function sorted(rows: TableRow[], by: Sorting | null): TableRow[] {
  const value = (row: TableRow) => (by!.column === '' ? (row.time ?? null) : (row.values[by!.column] ?? null));
  return [...rows].sort((a, b) => {
    const quiet = Number(Boolean(a.quiet)) - Number(Boolean(b.quiet));
    if (quiet || !by) return quiet;
    if (by.column === '' && a.time === undefined) return a.name.localeCompare(b.name, undefined, { numeric: true }) * (by.desc ? -1 : 1);
    const [one, two] = [value(a), value(b)];
    if (one === null || two === null) return Number(one === null) - Number(two === null);
    return (one - two) * (by.desc ? -1 : 1);
  });
}

/** The course of a row: the line of its value in the answer over time. */
export const courseOf = (extra: Answer | undefined, row: TableRow) =>
  extra?.series?.find((series) => series.name === (row.key || noneName) && belongsTo(series, row.tenant))?.values;
