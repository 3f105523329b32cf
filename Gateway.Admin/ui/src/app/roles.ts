import type { Grant } from './contract';

const kinds = {
  platformAdmin: { words: 'Platform admin', help: 'May do everything, in every tenant.', holds: 'platform' },
  platformObserver: { words: 'Platform observer', help: 'Sees all tenants, changes nothing.', holds: 'platform' },
  tenantAdmin: { words: 'Admin', help: 'May do everything in the tenant, also users, tokens and audit.', holds: 'tenant' },
  tenantEditor: { words: 'Editor', help: 'May change routes, clusters, keys and the rest of the tenant’s configuration.', holds: 'tenant' },
  tenantViewer: { words: 'Viewer', help: 'Sees the tenant, changes nothing.', holds: 'tenant' },
  teamAdmin: { words: 'Team admin', help: 'Changes one team’s routes, sees their traffic and manages its people.', holds: 'team' },
  teamViewer: { words: 'Team viewer', help: 'Sees one team’s routes and their traffic.', holds: 'team' },
} as const;
export type Role = keyof typeof kinds;
export const roles = Object.keys(kinds) as Role[];
const kindOf = (role: string | null) => (role && role in kinds ? kinds[role as Role] : undefined);

export const holdsIn = (role: string | null) => kindOf(role)?.holds;
export const helpOf = (role: string | null) => kindOf(role)?.help;
export const wordsOf = (role: string) => kindOf(role)?.words ?? role;

/** What can be given: the platform's roles only where all tenants are seen. */
export const roleOptions = (wide: boolean) => roles.filter((role) => wide || kinds[role].holds !== 'platform').map((role) => ({ value: role as string, label: kinds[role].words as string }));

/** A role as a reader says it; the tenant is left out where it goes without saying. */
export function roleWords({ role, tenant, team }: Grant, within: string): string {
  const place = tenant && tenant !== within ? tenant : null;
  if (team) return `${wordsOf(role)} of ${team}${place ? ` in ${place}` : ''}`;
  return place ? `${wordsOf(role)} of ${place}` : wordsOf(role);
}
export const rolesWords = (grants: Grant[], within: string) => grants.map((grant) => roleWords(grant, within)).join(', ');

const lesser: Partial<Record<Role, Role[]>> = {
  platformAdmin: ['platformObserver'], tenantAdmin: ['tenantEditor', 'tenantViewer'], tenantEditor: ['tenantViewer'], teamAdmin: ['teamViewer'],
};
const same = (a: Grant, b: Grant) => a.role === b.role && a.tenant === b.tenant && a.team === b.team;
/** One's own grants and, in the same places, the smaller ones that they contain. */
export const within = (grants: Grant[]): Grant[] =>
  grants.flatMap((grant) => [grant, ...(lesser[grant.role as Role] ?? []).map((role) => ({ ...grant, role }))]).filter((grant, at, all) => all.findIndex((one) => same(one, grant)) === at);

/** What each role may do, as the roles page shows it. The gateway decides; this is what its table says, in words. */
export interface Ability { words: string; roles: Role[] }
const everyone: Role[] = [...roles];
const tenantWide: Role[] = ['platformAdmin', 'platformObserver', 'tenantAdmin', 'tenantEditor', 'tenantViewer'];
export const abilities: { place: string; all: Ability[] }[] = [
  {
    place: 'A team', all: [
      { words: 'See the team’s routes, their traffic and the team’s people', roles: everyone },
      { words: 'Make, change and remove the team’s routes', roles: ['platformAdmin', 'tenantAdmin', 'tenantEditor', 'teamAdmin'] },
      { words: 'Give and take roles in the team', roles: ['platformAdmin', 'tenantAdmin', 'teamAdmin'] },
    ],
  },
  {
    place: 'A tenant', all: [
      { words: 'See all routes, clusters, keys and figures', roles: tenantWide },
      { words: 'Change routes, clusters, APIs, teams and keys', roles: ['platformAdmin', 'tenantAdmin', 'tenantEditor'] },
      { words: 'Manage users, their roles and access tokens', roles: ['platformAdmin', 'tenantAdmin'] },
      { words: 'Read and export the audit', roles: ['platformAdmin', 'tenantAdmin'] },
    ],
  },
  {
    place: 'All tenants', all: [
      { words: 'See every tenant, and all at once', roles: ['platformAdmin', 'platformObserver'] },
      { words: 'See the pipeline and the jobs', roles: ['platformAdmin', 'platformObserver'] },
      { words: 'Make, rename and remove tenants', roles: ['platformAdmin'] },
      { words: 'Give roles of the platform', roles: ['platformAdmin'] },
    ],
  },
  {
    place: 'Oneself', all: [
      { words: 'Own profile, password, sessions, personal tokens and own usage', roles: everyone },
    ],
  },
];
