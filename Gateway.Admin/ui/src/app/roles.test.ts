import { expect, test } from 'vitest';
import { may } from './access';
import { abilities, roleOptions, roles, rolesWords, roleWords, within } from './roles';

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

test('a grant contains the smaller ones of its place, each once', () => {
  expect(within([grant('tenantAdmin', 'acme'), grant('tenantViewer', 'acme'), grant('teamAdmin', 'globex', 'shop')])).toEqual([
    grant('tenantAdmin', 'acme'), grant('tenantEditor', 'acme'), grant('tenantViewer', 'acme'), grant('teamAdmin', 'globex', 'shop'), grant('teamViewer', 'globex', 'shop'),
  ]);
  expect(within([])).toEqual([]);
});

test('the roles page says what the pages offer', () => {
  const rolesFor = (words: string) => abilities.flatMap(({ all }) => all).find((one) => one.words === words)!.roles;
  const allowed = (need: Parameters<typeof may>[2]) => roles.filter((role) => may([grant(role, 'acme', 'shop')], 'acme', need, 'shop'));
  expect(rolesFor('Change routes, clusters, APIs, teams and keys')).toEqual(allowed('write'));
  expect(rolesFor('Manage users, their roles and access tokens')).toEqual(allowed('manage'));
  expect(rolesFor('See the pipeline and the jobs')).toEqual(allowed('platform'));
  expect(rolesFor('Make, rename and remove tenants')).toEqual(allowed('operate'));
  expect(rolesFor('Make, change and remove the team’s routes')).toEqual(allowed('writeTeam'));
  expect(rolesFor('Give and take roles in the team')).toEqual(allowed('manageTeam'));
});
