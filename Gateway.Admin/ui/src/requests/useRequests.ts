import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { get } from '../app/client';
import type { Filter, Range } from '../app/contract';
import type { RequestInFull, RequestPage } from './contract';

export interface Asked { range: Range; zone: string; filters: Filter[]; order: 'newest' | 'slowest' }

/** The list, page by page; each keeps the range of the first. */
export function useRequests(tenant: string, { range, zone, filters, order }: Asked, on: boolean) {
  const question = { from: range.from, to: range.to, zone, order, limit: '50', ...(filters.length ? { filters: JSON.stringify(filters) } : {}) };
  const query = useInfiniteQuery({
    queryKey: ['requests', tenant, question],
    queryFn: ({ signal, pageParam }) => get<RequestPage>(`/requests?${new URLSearchParams({ ...question, ...(pageParam ? { cursor: pageParam } : {}) })}`, { tenant, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    // A list that is read must not move by itself; it is asked for anew by hand.
    refetchOnWindowFocus: false,
    enabled: on,
  });
  const pages = query.data?.pages;
  return { ...query, items: pages?.flatMap(({ items }) => items), first: pages?.[0], last: pages?.[pages.length - 1] };
}

/** One in full. What is stored of a request does not change. */
export const useRequest = (tenant: string, id: string | undefined) =>
  useQuery({ queryKey: ['request', tenant, id], queryFn: ({ signal }) => get<RequestInFull>(`/requests/${encodeURIComponent(id!)}`, { tenant, signal }), enabled: id !== undefined, staleTime: Infinity });
