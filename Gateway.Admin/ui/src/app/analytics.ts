import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
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
  const client = useQueryClient();
  const enabled = batch.queries.length > 0;
  const options = queryOptions({
    queryKey: ['query', tenant, batch],
    queryFn: async ({ signal }) => (await call<Answers>('POST', '/query', { tenant, body: batch, signal })).data.results,
  });
  // Now, not when the page is laid out: drawing a dashboard's frames takes as long as the answer.
  if (enabled && !client.getQueryState(options.queryKey)) void client.prefetchQuery(options);
  return useQuery({
    ...options,
    placeholderData: keepPreviousData,
    refetchInterval: everySeconds ? everySeconds * 1000 : false,
    refetchIntervalInBackground: false,
    enabled,
  });
}

/** Whether figures of an answer belong to a document: ids are unique in their tenant only. */
export const belongsTo = (figures: { tenant?: string }, tenant: string | undefined) => !figures.tenant || !tenant || figures.tenant === tenant;
