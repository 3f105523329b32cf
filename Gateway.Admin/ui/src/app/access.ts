import { useParams } from '@tanstack/react-router';
import type { Grant } from './contract';
import { useMe } from './queries';

export const allTenants = '*';
export const platformTenant = 'platform';

/** `write`: the tenant's configuration. `manage`: its tokens and its audit. `platform` and `operate`: to see, or change, what belongs to all tenants. */
export type Need = 'write' | 'manage' | 'platform' | 'operate';

/** Whether the roles suffice in this tenant. The server decides; this only hides what it would refuse. */
export function may(roles: Grant[], tenant: string, need: Need): boolean {
  const has = (...names: string[]) => roles.some((grant) => names.includes(grant.role) && (grant.role.startsWith('platform') || grant.tenant === tenant));
  switch (need) {
    case 'platform': return has('platformAdmin', 'platformObserver');
    case 'operate': return has('platformAdmin');
    case 'manage': return has('platformAdmin', 'tenantAdmin');
    case 'write': return has('platformAdmin', 'tenantAdmin', 'tenantEditor');
  }
}

/** What the reader may do in the tenant of the address. */
export function useMay(): (need: Need) => boolean;
export function useMay(need: Need): boolean;
export function useMay(need?: Need) {
  const tenant = useParams({ strict: false }).tenant ?? '';
  const roles = useMe().data?.roles ?? [];
  return need ? may(roles, tenant, need) : (asked: Need) => may(roles, tenant, asked);
}

/** Why a form cannot be changed. */
export const onlyLook = 'You may look at this, not change it: that takes the role editor or admin of this tenant.';
