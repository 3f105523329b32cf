import { expect, test } from 'vitest';
import { newToken, tokenDocument, tokenErrors } from './tokenDocument';

const grant = (role: string, tenant: string | null = null, team: string | null = null) => ({ role, tenant, team });

test('a role needs its place, and nothing beyond', () => {
  const values = { ...newToken(null), name: ' CI ', id: 'ci' };
  expect(tokenErrors(values)).toHaveProperty(['roles.0.tenant']);
  expect(tokenErrors({ ...values, 'roles.0.role': 'teamViewer', 'roles.0.tenant': 'acme' })).toHaveProperty(['roles.0.team']);
  expect(tokenErrors({ ...values, 'roles.0.role': 'platformObserver' })).toEqual({});
  expect(tokenDocument({ ...values, 'roles.0.role': 'platformObserver', 'roles.0.tenant': 'acme' })).toEqual({ owner: 'platform', document: { id: 'ci', name: 'CI', roles: [grant('platformObserver')], expiresAt: null } });
  expect(tokenDocument({ ...values, 'roles.0.tenant': 'acme', 'roles.0.team': 'shop' })).toMatchObject({ owner: 'acme', document: { roles: [grant('tenantViewer', 'acme')] } });
});
