import { platformTenant } from '../app/access';
import type { AccessToken } from '../app/contract';
import { endError, startOf } from '../app/days';
import { type Errors, idError } from '../app/form';
import { holdsIn } from '../app/roles';

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
