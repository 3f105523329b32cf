import { useQuery } from '@tanstack/react-query';
import { get } from '../app/client';
import type { ChannelType } from './contract';

/** The kinds of channels that this gateway knows, each with its settings. */
export const useTypes = (tenant: string) => useQuery({ queryKey: ['channel-types'], staleTime: Infinity, queryFn: ({ signal }) => get<ChannelType[]>('/channel-types', { tenant, signal }) });
