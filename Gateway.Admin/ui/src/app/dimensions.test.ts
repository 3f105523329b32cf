import { expect, test } from 'vitest';
import type { Dimension } from './contract';
import { allowedDimensions } from './dimensions';

const dimension = (name: string, more: Partial<Dimension> = {}): Dimension => ({ name, label: name, acrossTenants: false, ofPersons: false, behind: false, values: [], ...more });
const all = [dimension('route'), dimension('tenant', { acrossTenants: true }), dimension('user', { ofPersons: true }), dimension('cluster', { behind: true })];
const allowed = (role: string, tenant: string | null, at: string) => allowedDimensions(all, [{ role, tenant, team: null }], at).map(({ name }) => name);

test('a reader is offered what the server would not refuse', () => {
  expect(allowed('platformAdmin', null, '*')).toEqual(['route', 'tenant', 'user', 'cluster']);
  expect(allowed('platformObserver', null, '*')).toEqual(['route', 'tenant', 'cluster']);
  expect(allowed('platformAdmin', null, 'acme')).toEqual(['route', 'user', 'cluster']);
  expect(allowed('tenantAdmin', 'acme', 'acme')).toEqual(['route', 'user', 'cluster']);
  expect(allowed('tenantViewer', 'acme', 'acme')).toEqual(['route', 'cluster']);
  expect(allowedDimensions(all, [], 'acme').map(({ name }) => name)).toEqual(['route']);
});
