import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { call } from './client';
import type { Answers, Batch, Compare, Filter, Query, Range } from './contract';
import { zone as browserZone } from './time';

export interface BatchOptions { filters?: Filter[]; compare?: Compare; everySeconds?: number; zone?: string }

export const batchOf = (queries: Record<string, Query>, range: Range, filters: Filter[] = [], compare?: Compare, zone = browserZone): Batch => ({
  queries: Object.entries(queries).map(([ref, query]) => ({ ref, ...query })),
  range: { from: range.from, to: range.to, zone, interval: 'auto' },
  // Only what the API knows: a filter in the URL also carries the words for its chip.
  filters: filters.map(({ dimension, op, values }) => ({ dimension, op, values })),
  ...(compare ? { compare } : {}),
});

/** Many questions in one round trip. The old answers stay on screen while new ones are fetched; hidden tabs do not ask. */
export function useAnswers(tenant: string, queries: Record<string, Query>, range: Range, { filters, compare, everySeconds, zone }: BatchOptions = {}) {
  const batch = batchOf(queries, range, filters, compare, zone);
  return useQuery({
    queryKey: ['query', tenant, batch],
    queryFn: async ({ signal }) => (await call<Answers>('POST', '/query', { tenant, body: batch, signal })).data.results,
    placeholderData: keepPreviousData,
    refetchInterval: everySeconds ? everySeconds * 1000 : false,
    refetchIntervalInBackground: false,
    enabled: batch.queries.length > 0,
  });
}

/** Whether figures of an answer belong to a document: ids are unique in their tenant only. */
export const belongsTo = (figures: { tenant?: string }, tenant: string | undefined) => !figures.tenant || !tenant || figures.tenant === tenant;
