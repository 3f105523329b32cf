import { expect, test } from 'vitest';
import { newToken, roleOptions, rolesWords, roleWords, tokenDocument, tokenErrors } from './tokenDocument';

const grant = (role: string, tenant: string | null = null, team: string | null = null) => ({ role, tenant, team });

test('roles in words, with the tenant where it does not go without saying', () => {
  expect(roleWords(grant('platformAdmin'), '*')).toBe('Platform admin');
  expect(roleWords(grant('tenantEditor', 'acme'), 'acme')).toBe('Editor');
  expect(roleWords(grant('tenantEditor', 'acme'), '*')).toBe('Editor of acme');
  expect(roleWords(grant('teamViewer', 'acme', 'shop'), 'acme')).toBe('Team viewer of shop');
  expect(roleWords(grant('teamAdmin', 'acme', 'shop'), '*')).toBe('Team admin of shop in acme');
  expect(roleWords(grant('somethingNew', 'acme'), '*')).toBe('somethingNew of acme');
  expect(rolesWords([grant('platformObserver'), grant('tenantAdmin', 'acme')], '*')).toBe('Platform observer, Admin of acme');
});

test('roles of the platform are given where all tenants are seen', () => {
  expect(roleOptions(true)).toHaveLength(7);
  expect(roleOptions(false).map(({ value }) => value)).not.toContain('platformAdmin');
});

test('a role needs its place, and nothing beyond', () => {
  const values = { ...newToken(null), name: ' CI ', id: 'ci' };
  expect(tokenErrors(values)).toHaveProperty(['roles.0.tenant']);
  expect(tokenErrors({ ...values, 'roles.0.role': 'teamViewer', 'roles.0.tenant': 'acme' })).toHaveProperty(['roles.0.team']);
  expect(tokenErrors({ ...values, 'roles.0.role': 'platformObserver' })).toEqual({});
  expect(tokenDocument({ ...values, 'roles.0.role': 'platformObserver', 'roles.0.tenant': 'acme' })).toEqual({ owner: 'platform', document: { id: 'ci', name: 'CI', roles: [grant('platformObserver')], expiresAt: null } });
  expect(tokenDocument({ ...values, 'roles.0.tenant': 'acme', 'roles.0.team': 'shop' })).toMatchObject({ owner: 'acme', document: { roles: [grant('tenantViewer', 'acme')] } });
});
