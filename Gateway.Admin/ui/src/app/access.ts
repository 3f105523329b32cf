import { useParams } from '@tanstack/react-router';
import type { Grant } from './contract';
import { useMe } from './queries';

export const allTenants = '*';
export const platformTenant = 'platform';

/**
 * `read`: the tenant as a whole. `parts`: what routes are made of, which who writes a team's routes sees too. `write`: the tenant's configuration. `manage`: its people, tokens and audit. `writeTeam`, `manageTeam`: the routes, or the
 * people, of one team. `platform` and `operate`: to see, or change, what belongs to all tenants.
 */
export type Need = 'read' | 'parts' | 'write' | 'manage' | 'writeTeam' | 'manageTeam' | 'platform' | 'operate';

/** Whether the roles suffice in this tenant, for this team. The server decides; this only hides what it would refuse. */
export function may(roles: Grant[], tenant: string, need: Need, team?: string | null): boolean {
  const has = (...names: string[]) => roles.some((grant) => names.includes(grant.role) && (grant.role.startsWith('platform') || grant.tenant === tenant) && (!grant.role.startsWith('team') || (Boolean(team) && grant.team === team)));
  switch (need) {
    case 'platform': return has('platformAdmin', 'platformObserver');
    case 'operate': return has('platformAdmin');
    case 'manage': return has('platformAdmin', 'tenantAdmin');
    case 'writeTeam': return has('platformAdmin', 'tenantAdmin', 'tenantEditor', 'teamAdmin');
    case 'manageTeam': return has('platformAdmin', 'tenantAdmin', 'teamAdmin');
    case 'read': return has('platformAdmin', 'platformObserver', 'tenantAdmin', 'tenantEditor', 'tenantViewer');
    case 'parts': return may(roles, tenant, 'read') || roles.some((grant) => grant.role === 'teamAdmin' && grant.tenant === tenant);
    case 'write': return has('platformAdmin', 'tenantAdmin', 'tenantEditor');
  }
}

/** What the reader may do in the tenant of the address. */
export function useMay(): (need: Need, team?: string | null, tenant?: string) => boolean;
export function useMay(need: Need): boolean;
export function useMay(need?: Need) {
  const here = useParams({ strict: false }).tenant ?? '';
  const roles = useMe().data?.roles ?? [];
  return need ? may(roles, here, need) : (asked: Need, team?: string | null, tenant = here) => may(roles, tenant, asked, team);
}

/** The teams of this tenant that the reader leads, for whom that is all they may change. */
export function useLedTeams(): string[] {
  const tenant = useParams({ strict: false }).tenant ?? '';
  return (useMe().data?.roles ?? []).filter((grant) => grant.role === 'teamAdmin' && grant.tenant === tenant && grant.team).map((grant) => grant.team!);
}

/** Why a form cannot be changed. */
export const onlyLook = 'You may look at this, not change it: that takes the role editor or admin of this tenant, or admin of the team it belongs to.';
