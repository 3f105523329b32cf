import { useQuery } from '@tanstack/react-query';
import { batchOf } from './analytics';
import { call } from './client';
import type { Answers, Dimension, Filter, Query, Range } from './contract';
import { cut } from './format';
import { isNothing, nothingOf, valueLabel } from './measures';
import type { LabelledFilter } from './search';

/** How a form writes what has no value. */
export const noValue = '\u0000none';
export interface KnownValue { value: string; label: string; amount?: number }

/**
 * The values of a dimension that requests of the range have, most first, and those that begin with what is typed. A name that is not
 * an id is looked for among the first ones; the server knows ids.
 */
export function useValues(tenant: string, dimension: Dimension | undefined, range: Range, filters: LabelledFilter[], typed: string, limit: number) {
  const search = typed.trim();
  const closed = dimension?.values.length ? dimension.values : undefined;
  const asks = dimension !== undefined && !closed && dimension.splits !== false;
  const others = filters.filter((one) => one.dimension !== dimension?.name && one.op !== 'gt' && one.op !== 'lt');
  const batch = asks ? batchOf(valueQuestions(dimension.name, search, limit), range, others) : undefined;
  const { data, isFetching } = useQuery({
    queryKey: ['values', tenant, batch], enabled: asks, staleTime: 30_000,
    queryFn: async ({ signal }) => (await call<Answers>('POST', '/query', { tenant, body: batch, signal })).data.results,
  });
  const name = dimension?.name ?? '';
  const rows = closed ? closed.map(({ name: value, label }) => ({ key: value, label, amount: undefined }))
    : ['begins', 'first'].flatMap((ref) => (data?.[ref]?.rows ?? []).map(({ key, label, values }) => ({ key, label, amount: values.requests ?? undefined })));
  const wanted = search.toLowerCase();
  const values: KnownValue[] = [];
  for (const { key, label, amount } of rows) {
    const words = key === null ? nothingOf(name) : isNothing(name, key) ? nothingOf(name) : valueLabel(name, key, label);
    const value = key ?? noValue;
    if ((!wanted || words.toLowerCase().includes(wanted) || value.toLowerCase().startsWith(wanted)) && !values.some((one) => one.value === value)) values.push({ value, label: cut(words, 80), amount });
  }
  const labels = new Map(rows.map(({ key, label }) => [key ?? noValue, key === null ? nothingOf(name) : valueLabel(name, key, label)]));
  return { values: values.slice(0, limit), waiting: asks && isFetching, searches: asks, more: asks && values.length >= limit, labelOf: (value: string) => labels.get(value) ?? (value === noValue ? nothingOf(name) : value) };
}

function valueQuestions(dimension: string, search: string, limit: number): Record<string, Query> {
  const first: Query = { measures: ['requests'], split: dimension, limit: Math.min(1000, limit) };
  const begins: Filter = { dimension, op: 'prefix', values: [search] };
  return search ? { first, begins: { ...first, filters: [begins] } } : { first };
}
