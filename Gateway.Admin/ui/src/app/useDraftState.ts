import { useQuery } from '@tanstack/react-query';
import { useLedTeams, useMay } from './access';
import { get } from './client';
import type { DraftState } from './contract';

/** The reader's own draft in this tenant, for whoever may change something in it. Where drafts are off it is asked for once. */
export function useDraftState(tenant: string) {
  const mayAll = useMay('write');
  const led = useLedTeams();
  return useQuery({
    queryKey: ['draft', tenant], enabled: tenant !== '' && (mayAll || led.length > 0),
    queryFn: ({ signal }) => get<DraftState>('/draft', { tenant, signal }),
    refetchInterval: ({ state }) => (state.data?.items.length ? 60_000 : false),
    staleTime: 60_000,
  });
}
