import { expect, test } from 'vitest';
import { firstDashboard } from './warmUp';

test('only the dashboard of the tenant that was seen before is asked for ahead', () => {
  expect(firstDashboard('/t/acme/dashboards/overview', 'acme', false)).toEqual({ tenant: 'acme', id: 'overview' });
  expect(firstDashboard('/t/*/dashboards/a%20b/', '*', false)).toEqual({ tenant: '*', id: 'a b' });
  expect(firstDashboard('/t/other/dashboards/overview', 'acme', true)).toBeUndefined();
  expect(firstDashboard('/t/acme/dashboards/overview', null, true)).toEqual({ tenant: 'acme', id: 'overview' });
  expect(firstDashboard('/t/acme/dashboards/overview', null, false)).toBeUndefined();
  expect(firstDashboard('/t/acme/dashboards/new', 'acme', true)).toBeUndefined();
  expect(firstDashboard('/t/acme/routes', 'acme', true)).toBeUndefined();
});
