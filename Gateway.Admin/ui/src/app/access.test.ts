import { expect, test } from 'vitest';
import { may, type Need } from './access';

const needs: Need[] = ['write', 'manage', 'writeTeam', 'manageTeam', 'platform', 'operate'];
const allowed = (role: string, tenant: string | null, at: string) => needs.filter((need) => may([{ role, tenant, team: null }], at, need));

test('each role may what the gateway would not refuse', () => {
  expect(allowed('platformAdmin', null, 'acme')).toEqual(needs);
  expect(allowed('platformAdmin', null, '*')).toEqual(needs);
  expect(allowed('platformObserver', null, 'acme')).toEqual(['platform']);
  expect(allowed('tenantAdmin', 'acme', 'acme')).toEqual(['write', 'manage', 'writeTeam', 'manageTeam']);
  expect(allowed('tenantEditor', 'acme', 'acme')).toEqual(['write', 'writeTeam']);
  for (const role of ['tenantViewer', 'teamAdmin', 'teamViewer']) expect(allowed(role, 'acme', 'acme')).toEqual([]);
});

test('a role holds in its own tenant only', () => {
  expect(allowed('tenantAdmin', 'acme', 'globex')).toEqual([]);
  expect(allowed('tenantAdmin', 'acme', '*')).toEqual([]);
  expect(may([], 'acme', 'write')).toBe(false);
});

test('a team is led by its own admins', () => {
  const lead = [{ role: 'teamAdmin', tenant: 'acme', team: 'shop' }];
  expect(may(lead, 'acme', 'writeTeam', 'shop')).toBe(true);
  expect(may(lead, 'acme', 'manageTeam', 'shop')).toBe(true);
  expect(may(lead, 'acme', 'writeTeam', 'billing')).toBe(false);
  expect(may(lead, 'globex', 'writeTeam', 'shop')).toBe(false);
  expect(may(lead, 'acme', 'writeTeam', null)).toBe(false);
  expect(may([{ role: 'teamViewer', tenant: 'acme', team: 'shop' }], 'acme', 'writeTeam', 'shop')).toBe(false);
});
