import { expect, test } from 'vitest';
import { newUser, ownerOf, stateTag, tidied, userErrors } from './userDocument';

const grant = (role: string, tenant: string | null = null, team: string | null = null) => ({ role, tenant, team });

test('a user has a name, a sign-in name and complete roles', () => {
  expect(Object.keys(userErrors(newUser(null), true))).toEqual(['name', 'signIn', 'roles.0.tenant']);
  const values = { name: 'Anna', signIn: 'anna@example.com', id: 'anna-example.com', roles: [grant('teamAdmin', 'acme'), grant('tenantViewer', 'acme'), grant('tenantViewer', 'acme')] };
  expect(userErrors(values, true)).toEqual({ 'roles.0.team': 'Choose the team.', 'roles.2.role': 'This role is given twice.' });
  expect(userErrors({ ...values, roles: [] }, true)).toEqual({});
  expect(userErrors({ ...values, id: 'Anna!' }, true)).toHaveProperty('id');
});

test('a grant has what its role needs, and nothing beyond', () => {
  expect(tidied(grant('platformAdmin', 'acme', 'shop'))).toEqual(grant('platformAdmin'));
  expect(tidied(grant('tenantViewer', 'acme', 'shop'))).toEqual(grant('tenantViewer', 'acme'));
  expect(tidied(grant('teamViewer', 'globex', 'shop'), grant('teamViewer', 'acme', 'shop'))).toEqual(grant('teamViewer', 'globex'));
  expect(tidied(grant('teamAdmin', 'acme', 'shop'), grant('teamViewer', 'acme', 'shop'))).toEqual(grant('teamAdmin', 'acme', 'shop'));
});

test('whose user it is follows from the roles', () => {
  expect(ownerOf([grant('tenantAdmin', 'acme'), grant('teamAdmin', 'acme', 'shop')])).toBe('acme');
  expect(ownerOf([grant('tenantAdmin', 'acme'), grant('tenantViewer', 'globex')])).toBe('platform');
  expect(ownerOf([grant('platformObserver')])).toBe('platform');
  expect(ownerOf([])).toBe('platform');
});

test('only what is out of the ordinary gets a tag', () => {
  const at = (state: 'active' | 'locked' | 'invited' | 'disabled', invitationExpiresAt: string | null = null) => stateTag({ state, lockedUntil: null, invitationExpiresAt }, Date.parse('2026-11-21T10:00:00Z'));
  expect(at('active')).toBeNull();
  expect(at('locked')?.words).toBe('Locked');
  expect(at('invited', '2026-11-22T10:00:00Z')?.words).toBe('Invited');
  expect(at('invited', '2026-11-20T10:00:00Z')?.words).toBe('Invitation expired');
});
