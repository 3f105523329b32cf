import { useMe } from './queries';

export const allTenants = '*';
export const platformTenant = 'platform';

/** What the reader may do; the server decides, this only hides what it would refuse. */
export function useAccess(tenant: string) {
  const roles = useMe().data?.roles ?? [];
  const platform = roles.some(({ role }) => role === 'platformAdmin' || role === 'platformObserver');
  const platformAdmin = roles.some(({ role }) => role === 'platformAdmin');
  const edits = roles.some(({ role, tenant: scope }) => scope === tenant && ['tenantAdmin', 'tenantEditor', 'teamAdmin'].includes(role));
  return { platform, platformAdmin, mayEdit: platformAdmin || edits };
}
