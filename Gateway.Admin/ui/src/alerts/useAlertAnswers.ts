import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call, get } from '../app/client';
import type { Page } from '../app/contract';
import { parameters } from '../app/queries';
import type { Delivery } from '../channels/contract';
import { judgedBy } from './alertForm';
import type { AlertBody, AlertCheck, AlertEvent, AlertState, AlertTemplate, BackTestResult } from './contract';

const named = (body: AlertBody): AlertBody => ({ ...body, id: body.id || 'new-alert', name: body.name || 'New alert' });

/** What an alert that is being written sees now; asked anew every half minute. Nothing is asked of one that is refused. */
export const useAlertCheck = (tenant: string, body: AlertBody | null) => useQuery({
  queryKey: ['alert-check', tenant, body], enabled: body !== null, placeholderData: keepPreviousData, refetchInterval: 30_000, retry: false, gcTime: 60_000,
  queryFn: async ({ signal }) => (await call<AlertCheck>('POST', '/alerts/check', { tenant, body: { alert: named(body!) }, signal })).data,
});

/** When it would have fired. It is asked anew only when something changes that decides this. */
export const useBackTest = (tenant: string, body: AlertBody | null, from: string) => useQuery({
  queryKey: ['back-test', tenant, body && judgedBy(body), from], enabled: body !== null && !body.when.health, placeholderData: keepPreviousData, retry: false, staleTime: 5 * 60_000, refetchOnWindowFocus: false,
  queryFn: async ({ signal }) => (await call<BackTestResult>('POST', '/alerts/backtest', { tenant, body: { alert: named(body!), range: { from, to: 'now' } }, signal })).data,
});

export const useAlertState = (tenant: string, id: string, enabled = true) => useQuery({
  queryKey: ['list', tenant, 'alerts', id, 'state'], enabled, refetchInterval: 5_000,
  queryFn: ({ signal }) => get<AlertState>(`/alerts/${encodeURIComponent(id)}/state`, { tenant, signal }),
});

export const useTemplates = (tenant: string) => useQuery({
  queryKey: ['alert-templates', tenant], staleTime: Infinity, queryFn: async ({ signal }) => (await get<{ items: AlertTemplate[] }>('/alerts/templates', { tenant, signal })).items,
});

export interface EventFilters { alert?: string; seen?: boolean; notices?: boolean }
const eventPath = ({ alert, seen, notices }: EventFilters, limit: number, cursor: string | null) =>
  `/alert-events?${parameters({ limit: String(limit), cursor: cursor ?? undefined, alert, seen: seen === undefined ? undefined : String(seen), notices: notices === undefined ? undefined : String(notices) })}`;

/** The log, newest first, page by page. */
export function useEvents(tenant: string, filters: EventFilters, limit = 50) {
  const query = useInfiniteQuery({
    queryKey: ['list', tenant, 'alert-events', filters, limit],
    queryFn: ({ signal, pageParam }) => get<Page<AlertEvent>>(eventPath(filters, limit, pageParam), { tenant, signal }),
    initialPageParam: null as string | null, getNextPageParam: (page) => page.next, refetchInterval: 10_000, placeholderData: keepPreviousData,
  });
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) };
}

/** What became of the notices of one change, or of one alert. Not for whom only a team is. */
export const useDeliveries = (tenant: string, by: { event?: number; alert?: string }, enabled: boolean) => useQuery({
  queryKey: ['list', tenant, 'deliveries', by], enabled, refetchInterval: 10_000,
  queryFn: async ({ signal }) => (await get<Page<Delivery>>(`/deliveries?${parameters({ limit: '200', event: by.event === undefined ? undefined : String(by.event), alert: by.alert })}`, { tenant, signal })).items,
});

/** Marks one row of the log, or all up to one, as seen by the reader. */
export function useSeen(tenant: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (what: { event: Pick<AlertEvent, 'id' | 'tenant'> } | { until: number }) =>
      'event' in what ? call('POST', `/alert-events/${what.event.id}/seen`, { tenant: what.event.tenant }) : call('POST', '/alert-events/seen', { tenant, body: { until: what.until } }),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'list' && queryKey[2] === 'alert-events' }),
  });
}
