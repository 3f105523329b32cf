import { useQuery } from '@tanstack/react-query';
import { allTenants, may } from './access';
import { get } from './client';
import type { Catalogue, Dimension, Grant } from './contract';
import { useMe } from './queries';

const none: Dimension[] = [];

/** The dimensions that the reader may split and filter by in a tenant: the server refuses all others. */
export function allowedDimensions(dimensions: Dimension[], roles: Grant[], tenant: string): Dimension[] {
  const persons = may(roles, tenant, 'manage');
  const whole = roles.some((grant) => grant.tenant === tenant || grant.role.startsWith('platform'));
  return dimensions.filter(({ acrossTenants, ofPersons, behind }) => (tenant === allTenants || !acrossTenants) && (persons || !ofPersons) && (whole || !behind));
}

/** What can be asked does not change while the gateway runs. */
export const catalogueOptions = (tenant: string) =>
  ({ queryKey: ['catalogue'], queryFn: ({ signal }: { signal: AbortSignal }) => get<Catalogue>('/catalogue', { tenant, signal }), staleTime: Infinity });
export const useCatalogue = (tenant: string) => useQuery(catalogueOptions(tenant));

export function useDimensions(tenant: string): Dimension[] {
  const catalogue = useCatalogue(tenant);
  const roles = useMe().data?.roles ?? [];
  return catalogue.data ? allowedDimensions(catalogue.data.dimensions, roles, tenant) : none;
}
