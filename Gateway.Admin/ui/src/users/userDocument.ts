import { platformTenant } from '../app/access';
import type { Grant } from '../app/contract';
import { type Errors, idError } from '../app/form';
import type { User, UserState } from '../app/people';
import { holdsIn } from '../app/roles';
import { ago, moment } from '../app/time';
import type { Tone } from '../widgets/Tag';

/** The names are the paths of the API's errors. */
export interface UserValues { name: string; signIn: string; id: string; roles: Grant[] }
export const newUser = (tenant: string | null): UserValues => ({ name: '', signIn: '', id: '', roles: [newGrant(tenant)] });
export const userValues = ({ name, signIn, id, roles }: User): UserValues => ({ name, signIn, id, roles });
export const newGrant = (tenant: string | null): Grant => ({ role: 'tenantViewer', tenant, team: null });

/** The grant with what its role needs, and nothing beyond: a team belongs to one tenant, a role of the platform to none. */
export function tidied(grant: Grant, before?: Grant): Grant {
  const holds = holdsIn(grant.role);
  const tenant = holds === 'platform' ? null : grant.tenant;
  const moved = before !== undefined && before.tenant !== grant.tenant;
  return { role: grant.role, tenant, team: holds === 'team' && !moved ? grant.team : null };
}

export function userErrors(values: UserValues, isNew: boolean): Errors {
  const errors: Errors = {};
  const id = isNew ? idError(values.id) : undefined;
  if (!values.name.trim()) errors.name = 'Give the name of the person, such as Anna Example.';
  if (!values.signIn.trim()) errors.signIn = 'Give what the person types to sign in, such as anna@example.com.';
  else if (id) errors.id = id;
  values.roles.forEach((grant, at) => {
    const holds = holdsIn(grant.role);
    if (holds !== 'platform' && !grant.tenant) errors[`roles.${at}.tenant`] = 'Choose the tenant in which the role holds.';
    if (holds === 'team' && !grant.team) errors[`roles.${at}.team`] = 'Choose the team.';
    if (values.roles.findIndex((one) => one.role === grant.role && one.tenant === grant.tenant && one.team === grant.team) < at) errors[`roles.${at}.role`] = 'This role is given twice.';
  });
  return errors;
}

/** Whose user it becomes: a tenant's, when all its roles are there; whoever has roles elsewhere too belongs to the platform. */
export function ownerOf(roles: Grant[]): string {
  const [first] = roles;
  return first?.tenant && roles.every(({ tenant }) => tenant === first.tenant) ? first.tenant : platformTenant;
}

/** Only what is out of the ordinary gets a tag. */
export function stateTag({ state, lockedUntil, invitationExpiresAt }: Pick<User, 'state' | 'lockedUntil' | 'invitationExpiresAt'>, now = Date.now()): { words: string; tone: Tone; title?: string } | null {
  const words: Record<UserState, { words: string; tone: Tone } | null> = {
    active: null, disabled: { words: 'Disabled', tone: 'neutral' }, locked: { words: 'Locked', tone: 'warn' }, invited: { words: 'Invited', tone: 'info' },
  };
  const tag = words[state] ?? null;
  if (state === 'invited' && invitationExpiresAt && Date.parse(invitationExpiresAt) <= now) return { words: 'Invitation expired', tone: 'warn', title: moment(invitationExpiresAt) };
  if (state === 'locked' && lockedUntil) return { ...tag!, title: `Until ${moment(lockedUntil)}` };
  return tag;
}

export const seen = (time: string | null) => (time ? ago(time) : 'Never');
