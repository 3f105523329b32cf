import type { Answer } from '../app/contract';

/** Rows of comma-separated values (RFC 4180) with every digit of the figures, that a spreadsheet shows and does not run. */
export const csvText = (rows: (string | number | null | undefined)[][]) => rows.map((row) => `${row.map(field).join(',')}\r\n`).join('');

function field(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  // A spreadsheet takes a field that begins so for a formula, wherever the text came from. The apostrophe makes it text.
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The figures of an answer as they came, none of them rounded. */
export function csvOf(answer: Answer): string {
  switch (answer.shape) {
    case 'number': return csvText([['measure', 'value', 'previous'], [answer.name ?? answer.label, answer.value, answer.previous]]);
    case 'series': {
      const series = answer.series ?? [];
      const before = answer.compare?.series ?? [];
      return csvText([
        ['time', ...series.map(nameOf), ...before.map((one) => `previous ${nameOf(one)}`)],
        ...(answer.buckets ?? []).map((time, index) => [time, ...series.map(({ values }) => values[index]), ...before.map(({ values }) => values[index])]),
      ]);
    }
    case 'ranking': {
      const measures = (answer.measures ?? []).map(({ name }) => name);
      const tenants = (answer.rows ?? []).some(({ tenant }) => tenant);
      const line = (key: string | null, label: string, tenant: string | undefined, values: Record<string, number | null>) => [key, label, ...(tenants ? [tenant] : []), ...measures.map((name) => values[name])];
      return csvText([
        [answer.dimension ?? 'key', 'label', ...(tenants ? ['tenant'] : []), ...measures],
        ...(answer.rows ?? []).map((row) => line(row.key, row.label, row.tenant, row.values)),
        ...(answer.other ? [line('(other)', 'Other', undefined, answer.other)] : []),
      ]);
    }
    case 'table': {
      const columns = answer.columns ?? [];
      return csvText([['measure', 'label', ...columns], ...(answer.rows ?? []).map((row) => [row.key, row.label, ...columns.map((name) => row.values[name])])]);
    }
    case 'matrix': return csvText([['time', ...(answer.y ?? [])], ...(answer.x ?? []).map((time, x) => [time, ...(answer.values ?? []).map((band) => band[x])])]);
  }
}

const nameOf = (one: { name: string; tenant?: string }) => (one.tenant ? `${one.name} (${one.tenant})` : one.name);
