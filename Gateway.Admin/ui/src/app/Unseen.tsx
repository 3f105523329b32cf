import { useQuery } from '@tanstack/react-query';
import { get } from './client';

/** How many changes of alerts that somebody was told of the reader has not seen. Its key is the log's, so marking them asks anew. */
export const useUnseen = (tenant: string) => useQuery({
  queryKey: ['list', tenant, 'alert-events', 'unseen'], refetchInterval: 15_000, retry: false,
  queryFn: async ({ signal }) => (await get<{ count: number }>('/alert-events/unseen', { tenant, signal })).count,
});

/** The count beside Alerts; nothing when all is seen. On a rail and on the phone it is a dot. */
export function Unseen({ tenant }: { tenant: string }) {
  const { data: count } = useUnseen(tenant);
  return count ? <span className="unseen" aria-label={`${count} not seen`}>{count > 999 ? '999+' : count}</span> : null;
}
