import { platformTenant } from '../app/access';
import type { AccessToken, Grant } from '../app/contract';
import { endError, startOf } from '../app/days';
import { type Errors, idError } from '../app/form';

const kinds = {
  platformAdmin: { words: 'Platform admin', help: 'May do everything, in every tenant.', holds: 'platform' },
  platformObserver: { words: 'Platform observer', help: 'Sees all tenants, changes nothing.', holds: 'platform' },
  tenantAdmin: { words: 'Admin', help: 'May do everything in the tenant, also tokens and audit.', holds: 'tenant' },
  tenantEditor: { words: 'Editor', help: 'May change routes, clusters, keys and the rest of the tenant’s configuration.', holds: 'tenant' },
  tenantViewer: { words: 'Viewer', help: 'Sees the tenant, changes nothing.', holds: 'tenant' },
  teamAdmin: { words: 'Team admin', help: 'Sees one team’s routes and their traffic, and will manage its people.', holds: 'team' },
  teamViewer: { words: 'Team viewer', help: 'Sees one team’s routes and their traffic.', holds: 'team' },
} as const;
type Role = keyof typeof kinds;
const kindOf = (role: string | null) => (role && role in kinds ? kinds[role as Role] : undefined);

export const holdsIn = (role: string | null) => kindOf(role)?.holds;
export const helpOf = (role: string | null) => kindOf(role)?.help;

/** What can be given: the platform's roles only where all tenants are seen. */
export const roleOptions = (wide: boolean) =>
  (Object.keys(kinds) as Role[]).filter((role) => wide || kinds[role].holds !== 'platform').map((role) => ({ value: role as string, label: kinds[role].words as string }));

/** A role as a reader says it; the tenant is left out where it goes without saying. */
export function roleWords({ role, tenant, team }: Grant, within: string): string {
  const words = kindOf(role)?.words ?? role;
  const place = tenant && tenant !== within ? tenant : null;
  if (team) return `${words} of ${team}${place ? ` in ${place}` : ''}`;
  return place ? `${words} of ${place}` : words;
}
export const rolesWords = (roles: Grant[], within: string) => roles.map((grant) => roleWords(grant, within)).join(', ');

/** The names are the paths of the API's errors. A token made here has one role; through the API it may have several. */
export interface TokenValues { name: string; id: string; 'roles.0.role': string | null; 'roles.0.tenant': string | null; 'roles.0.team': string | null; expiresAt: string | null }
export const newToken = (tenant: string | null): TokenValues => ({ name: '', id: '', 'roles.0.role': 'tenantViewer', 'roles.0.tenant': tenant, 'roles.0.team': null, expiresAt: null });

export function tokenErrors(values: TokenValues, now = Date.now()): Errors {
  const errors: Errors = {};
  const holds = holdsIn(values['roles.0.role']);
  const id = idError(values.id);
  const end = endError(values.expiresAt, now);
  if (!values.name.trim()) errors.name = 'Give it a name, such as Deploy pipeline.';
  else if (id) errors.id = id;
  if (holds !== 'platform' && !values['roles.0.tenant']) errors['roles.0.tenant'] = 'Choose the tenant in which the role holds.';
  if (holds === 'team' && !values['roles.0.team']) errors['roles.0.team'] = 'Choose the team whose routes it may see.';
  if (end) errors.expiresAt = end;
  return errors;
}

/** The token and whose it is: a tenant's admins see, and can remove, what holds in their tenant. */
export function tokenDocument(values: TokenValues): { owner: string; document: object } {
  const holds = holdsIn(values['roles.0.role']);
  const tenant = holds === 'platform' ? null : values['roles.0.tenant'];
  const role = { role: values['roles.0.role'], tenant, team: holds === 'team' ? values['roles.0.team'] : null };
  return { owner: tenant ?? platformTenant, document: { id: values.id, name: values.name.trim(), roles: [role], expiresAt: startOf(values.expiresAt) } };
}

export const hint = ({ prefix, lastFour }: AccessToken) => `${prefix}…${lastFour}`;
