import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { allTenants, useMay } from '../app/access';
import { get } from '../app/client';
import type { Clock } from '../app/clock';
import type { Page } from '../app/contract';
import { cut } from '../app/format';
import type { Marker } from '../widgets/contract';

interface Version { number: number; time: string; actor: string; message: string | null }
const none: Marker[] = [];

/** When the configuration changed, for whom all tenants' versions are. A page without them is whole. */
export function useMarkers(clock: Clock): Marker[] {
  const platform = useMay('platform');
  const { data } = useQuery({
    queryKey: ['versions'], enabled: platform, staleTime: 60_000,
    queryFn: async ({ signal }) => (await get<Page<Version>>('/config/versions?limit=500', { tenant: allTenants, signal })).items,
  });
  return useMemo(() => data?.map(({ number, time, actor, message }) => ({ number, time: Date.parse(time), words: `v${number}, ${clock.moment(time)}, ${cut(actor, 60)}${message ? `: ${cut(message, 120)}` : ''}` })) ?? none, [data, clock]);
}
