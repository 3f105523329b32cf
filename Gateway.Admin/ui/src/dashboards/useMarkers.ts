import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useMay } from '../app/access';
import { get } from '../app/client';
import type { Clock } from '../app/clock';
import type { Page, Version } from '../app/contract';
import { cut } from '../app/format';
import type { Marker } from '../widgets/contract';

const none: Marker[] = [];

/** When the configuration of the tenant changed, for who sees it as a whole. A page without them is whole. */
export function useMarkers(tenant: string, clock: Clock): Marker[] {
  const read = useMay('read');
  const { data } = useQuery({
    queryKey: ['versions', tenant], enabled: read, staleTime: 60_000,
    queryFn: async ({ signal }) => (await get<Page<Version>>('/config/versions?limit=500', { tenant, signal })).items,
  });
  return useMemo(() => data?.map(({ number, time, actor, message }) => ({ number, time: Date.parse(time), words: `v${number}, ${clock.moment(time)}, ${cut(actor, 60)}${message ? `: ${cut(message, 120)}` : ''}` })) ?? none, [data, clock]);
}

/** Where a marker leads: to its version, or to what several of them changed together. */
export function versionsHref(tenant: string, numbers: number[]): string {
  const path = `/t/${encodeURIComponent(tenant)}/versions`;
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];
  return first === last ? `${path}/${first}` : `${path}/compare?since=${first - 1}&until=${last}`;
}
