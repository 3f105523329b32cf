import { keepPreviousData, QueryClient, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError, call, csrfFrom, get } from './client';
import type { Me, Nodes, Page } from './contract';

/** What comes from the server lives in this cache and nowhere else. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: true,
      // A refusal does not change by asking again; a gateway that is away may be back.
      retry: (failures, error) => failures < 2 && (!(error instanceof ApiError) || error.status === 0 || error.status >= 500),
    },
  },
});

export type Collection = 'tenants' | 'teams' | 'apis' | 'groups' | 'clusters' | 'routes' | 'keys' | 'certificates' | 'tokens' | 'users' | 'audit' | 'dashboards' | 'alerts' | 'channels' | 'silences' | 'config/versions';
/** Who is here. Quiet: the router sends to the sign-in page whom the gateway does not know. */
export const meOptions = { queryKey: ['me'], queryFn: ({ signal }: { signal: AbortSignal }) => get<Me>('/me', { signal, quiet: true }), staleTime: 60_000 };
csrfFrom(() => queryClient.getQueryData<Me>(meOptions.queryKey)?.csrfToken);
export const useMe = () => useQuery(meOptions);

export const useNodes = (tenant: string) =>
  useQuery({
    queryKey: ['nodes', tenant], queryFn: ({ signal }) => get<Nodes>('/nodes', { tenant, signal }),
    // Nodes follow a new version within two seconds: whoever published it sees that.
    refetchInterval: ({ state: { data } }) => (data?.items.some((node) => node.healthy && !node.refusal && node.appliedVersion !== data.configVersion) ? 1_000 : 15_000),
  });

export type ListFilters = Record<string, string | undefined>;
/** The parameters of a list; what is not asked for is left out. */
export const parameters = (filters: ListFilters) => new URLSearchParams(Object.entries(filters).filter((one): one is [string, string] => Boolean(one[1])));
const listPath = (collection: Collection, limit: number, cursor: string | null, filters: ListFilters) => `/${collection}?${parameters({ limit: String(limit), cursor: cursor ?? undefined, ...filters })}`;

/** A list that grows page by page; what was there stays while a search runs. Not `enabled`: the reader may not see it. */
export function useList<T>(tenant: string, collection: Collection, search: string | ListFilters = '', limit = 200, everySeconds = 0, enabled = true) {
  const query = useInfiniteQuery({
    queryKey: ['list', tenant, collection, search, limit],
    queryFn: ({ signal, pageParam }) => get<Page<T>>(listPath(collection, limit, pageParam, typeof search === 'string' ? { search } : search), { tenant, signal }),
    enabled,
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    refetchInterval: everySeconds ? everySeconds * 1000 : false,
    placeholderData: keepPreviousData,
  });
  return { ...query, items: query.data?.pages.flatMap((page) => page.items) };
}

/** For how long, in milliseconds, what was fetched for a page that is being opened need not be fetched again by the page itself. */
export const fresh = 2_000;

/** One item with its ETag. */
export const itemOptions = <T>(tenant: string, collection: Collection, id: string | undefined) => ({
  queryKey: ['item', tenant, collection, id],
  queryFn: ({ signal }: { signal: AbortSignal }) => call<T>('GET', `/${collection}/${encodeURIComponent(id!)}`, { tenant, signal }),
});

export const useItem = <T>(tenant: string, collection: Collection, id: string | undefined) =>
  useQuery({
    ...itemOptions<T>(tenant, collection, id),
    enabled: id !== undefined,
    // A form must start from what is stored now, not from what an earlier visit saw.
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** A short list that comes whole: people, sessions, personal tokens. */
export function useItems<T>(tenant: string | undefined, path: string, enabled = true) {
  const query = useQuery({ queryKey: ['items', tenant, path], queryFn: async ({ signal }) => (await get<{ items: T[] }>(path, { tenant, signal })).items, enabled });
  return { ...query, items: query.data };
}

/** The tenant's names of things by id, for lists that show what an id stands for. */
export function useNames(tenant: string, collection: Collection) {
  const { items } = useList<{ id: string; name?: string }>(tenant, collection);
  return { options: (items ?? []).map(({ id, name }) => ({ value: id, label: name && name !== id ? `${name} (${id})` : id })), nameOf: (id?: string | null) => (id ? (items?.find((one) => one.id === id)?.name ?? id) : '') };
}

interface Change { method: 'POST' | 'PATCH' | 'PUT' | 'DELETE'; path: string; tenant?: string; body?: unknown; etag?: string | null; fresh?: boolean }
/**
 * A change to the configuration. `fresh` asks for the current ETag first: for switches in a list, where the reader changes
 * one fact and whatever else was changed in between shall stay.
 */
export function useChange<T = unknown>() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ method, path, tenant, body, etag, fresh }: Change) => {
      const current = fresh ? (await call('GET', path, { tenant })).etag : etag;
      return call<T>(method, path, { tenant, body, etag: current });
    },
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => ['list', 'items', 'nodes', 'me', 'pipeline', 'jobs', 'versions', 'draft'].includes(String(queryKey[0])) }),
  });
}
