import { describe, expect, test } from 'vitest';
import type { GatewayRoute } from '../app/contract';
import { clusterDocument, clusterErrors, clusterValues } from './clusterForm';
import { furtherJwt } from './jwtForm';
import { routeDocument, routeErrors, type RouteValues, routeValues, transformsError } from './routeForm';
import { accessWords, matchLine, sortedRows } from './routeRows';

const route = (id: string): GatewayRoute => ({ id, tenant: 'demo', cluster: 'c', enabled: true, match: { path: '/a', hosts: ['h'] }, timeout: '00:00:30', transforms: [{ PathPrefix: '/x' }] });

describe('the route form', () => {
  test('a patch holds what changed alone; an emptied field is null', () => {
    const values: RouteValues = { ...routeValues(route('a')), timeout: '', 'match.path': '/b' };
    expect(routeDocument(values, ['timeout', 'match.path'], true)).toEqual({ timeout: null, match: { path: '/b' } });
  });
  test('a new route leaves out what is not set', () => {
    const document = routeDocument({ ...routeValues(), id: 'a', cluster: 'c', 'match.path': '/a' }, Object.keys(routeValues()) as (keyof RouteValues)[], false);
    expect(document).toMatchObject({ id: 'a', cluster: 'c', match: { path: '/a' }, access: { apiKey: 'required' }, transforms: [] });
    expect(document).not.toHaveProperty('timeout');
    expect(document).not.toHaveProperty('api');
  });
  const jwt = { issuer: 'https://id.example.com', audiences: ['orders'], requiredScopes: [], header: 'Authorization', algorithms: ['RS256'], requiredClaims: { plan: ['gold'] }, passToken: true, clockSkew: '00:00:30', jwksUri: null };
  test('a token: one field is changed, the rest is not mentioned and so stays', () => {
    const values = routeValues({ ...route('a'), access: { apiKey: 'none', jwt } });
    expect(values.jwt).toBe('required');
    expect(routeDocument({ ...values, 'access.jwt.audiences': ['orders', 'web'] }, ['access.jwt.audiences'], true)).toEqual({ access: { jwt: { audiences: ['orders', 'web'] } } });
    expect(routeDocument({ ...values, 'access.jwt.header': '' }, ['access.jwt.header'], true)).toEqual({ access: { jwt: { header: null } } });
    expect(routeDocument({ ...values, jwt: 'none', 'access.jwt.issuer': 'x' }, ['jwt', 'access.jwt.issuer'], true)).toEqual({ access: { jwt: null } });
    expect(furtherJwt(jwt)).toBe('algorithms, required claims');
  });
  test('a token that is new says all of itself; without one nothing is said', () => {
    const values: RouteValues = { ...routeValues(route('a')), jwt: 'required', 'access.jwt.issuer': jwt.issuer, 'access.jwt.audiences': ['orders'] };
    expect(routeDocument(values, ['jwt', 'access.jwt.issuer', 'access.jwt.audiences'], true)).toEqual({ access: { jwt: { issuer: jwt.issuer, audiences: ['orders'] } } });
    const fresh = routeDocument({ ...routeValues(), id: 'a', cluster: 'c', 'match.path': '/a' }, Object.keys(routeValues()) as (keyof RouteValues)[], false);
    expect(fresh.access).toEqual({ apiKey: 'required', passKey: false });
  });
  test('complaints about a token', () => {
    const values: RouteValues = { ...routeValues(route('a')), jwt: 'required', 'access.jwt.issuer': 'http://id.example.com', 'access.jwt.requiredScopes': ['read write'], 'access.apiKey': 'required', 'access.header': 'X-Key', 'access.jwt.header': 'x-key' };
    expect(Object.keys(routeErrors(values, false)).sort()).toEqual(['access.jwt.audiences', 'access.jwt.header', 'access.jwt.issuer', 'access.jwt.requiredScopes']);
    expect(routeErrors({ ...values, jwt: 'none' }, false)).toEqual({});
  });
  test('complaints', () => {
    expect(Object.keys(routeErrors(routeValues(), true)).sort()).toEqual(['cluster', 'id', 'match.path']);
    expect(routeErrors(routeValues(route('a')), false)).toEqual({});
    expect(transformsError('{')).toContain('not JSON');
    expect(transformsError('{}')).toContain('list');
    expect(transformsError('[{"A": 1}]')).toContain('Entry 1');
    expect(transformsError('[{"A": "1"}]')).toBeUndefined();
  });
});

describe('the cluster form', () => {
  test('errors stand at the very destination', () => {
    const values = { ...clusterValues(), id: 'c', destinations: [{ id: 'a', address: 'http://x' }, { id: 'a', address: 'x:9000' }] };
    expect(Object.keys(clusterErrors(values, true)).sort()).toEqual(['destinations.1.address', 'destinations.1.id']);
  });
  test('a destination keeps what the form does not show', () => {
    const before = { id: 'c', tenant: 'demo', destinations: [{ id: 'a', address: 'http://old', health: 'http://h' }] };
    expect(clusterDocument({ ...clusterValues(before), destinations: [{ id: 'a', address: 'http://new' }] }, ['destinations'], before)).toEqual({ destinations: [{ id: 'a', address: 'http://new', health: 'http://h' }] });
  });
});

test('what a request must bring', () => {
  const access = (apiKey: 'none' | 'required', jwt?: object) => accessWords({ ...route('a'), access: { apiKey, jwt: jwt as never } });
  expect([access('none'), access('required'), access('none', {}), access('required', {})]).toEqual([null, 'Key required', 'Token required', 'Key and token']);
});

test('routes without figures come last, whichever way the column runs', () => {
  const rows = [null, 1, 2].map((rate, at) => ({ route: route(`r${at}`), rate, errorRate: null, p95: null, course: undefined }));
  expect(sortedRows(rows, 'requestsPerSecond', true).map((row) => row.rate)).toEqual([2, 1, null]);
  expect(sortedRows(rows, 'requestsPerSecond', false).map((row) => row.rate)).toEqual([1, 2, null]);
  expect(matchLine({ ...route('a'), match: { hosts: ['a', 'b'], path: '/x', methods: ['GET'] } })).toBe('GET a +1/x');
});
