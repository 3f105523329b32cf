import { describe, expect, test } from 'vitest';
import type { GatewayRoute } from '../app/contract';
import { clusterDocument, clusterErrors, clusterValues } from './clusterForm';
import { furtherJwt } from './jwtForm';
import { readRoute, routeDocument, routeErrors, type RouteValues, routeValues, transformsError } from './routeForm';
import { accessWords, matchLine, sortedRows } from './routeRows';

const route = (id: string): GatewayRoute => ({ id, tenant: 'demo', cluster: 'c', enabled: true, match: { path: '/a', hosts: ['h'] }, timeout: '00:00:30', transforms: [{ PathPrefix: '/x' }] });

describe('the route form', () => {
  test('a document comes back as it was, with what the form has no field for', () => {
    const whole: GatewayRoute = {
      ...route('a'), api: 'x', groups: ['g'], order: 3, maintenance: { text: 'Back at noon.' }, maxRequestBodyBytes: 5,
      match: { path: '/a', hosts: ['h'], methods: ['GET'], headers: [{ name: 'X', mode: 'Prefix', values: ['1'] }], query: [{ name: 'q', mode: 'Exists', values: [] }] },
      access: { apiKey: 'optional', header: 'X-Key', passKey: true, jwt },
    };
    expect(routeDocument(routeValues(whole))).toEqual(whole);
    expect(routeDocument({ ...routeValues(whole), api: null, timeout: '', 'match.path': '/b' })).not.toHaveProperty('api');
  });
  test('a new route leaves out what is not set', () => {
    const document = routeDocument({ ...routeValues(), id: 'a', cluster: 'c', 'match.path': '/a' });
    expect(document).toMatchObject({ id: 'a', cluster: 'c', enabled: true, match: { path: '/a' }, access: { apiKey: 'required', passKey: false }, transforms: [] });
    expect(document).not.toHaveProperty('timeout');
    expect(document).not.toHaveProperty('api');
  });
  test('what is written is read as far as the form can follow', () => {
    expect(readRoute({ id: 'a', typo: 1, match: { path: '/x' } })).toMatchObject({ id: 'a', 'match.path': '/x', more: '{"typo":1}' });
    expect(routeDocument(readRoute({ id: 'a', typo: 1 })!)).toMatchObject({ id: 'a', typo: 1 });
    expect(readRoute({ id: 'a', match: { hosts: 'h' } })).toBeUndefined();
    expect(readRoute({ access: { jwt: { audiences: [1] } } })).toBeUndefined();
    expect(readRoute([])).toBeUndefined();
  });
  const jwt = { issuer: 'https://id.example.com', audiences: ['orders'], requiredScopes: ['read'], header: 'Authorization', algorithms: ['RS256'], requiredClaims: { plan: ['gold'] }, passToken: true, clockSkew: '00:00:30' };
  test('a token keeps what the form does not show, and goes as a whole', () => {
    const values = routeValues({ ...route('a'), access: { apiKey: 'none', jwt } });
    expect(values.jwt).toBe('required');
    expect(routeDocument({ ...values, 'access.jwt.audiences': ['orders', 'web'] })).toMatchObject({ access: { jwt: { ...jwt, audiences: ['orders', 'web'] } } });
    expect(routeDocument({ ...values, jwt: 'none', 'access.jwt.issuer': 'x' }).access).not.toHaveProperty('jwt');
    expect(furtherJwt(jwt)).toBe('algorithms, required claims');
  });
  test('complaints about conditions', () => {
    const values: RouteValues = { ...routeValues(route('a')), 'match.headers': [{ name: '', values: [] }, { name: 'X', mode: 'Exact', values: [] }], 'match.query': [{ name: 'q', mode: 'Exists' }] };
    expect(Object.keys(routeErrors(values, false))).toEqual(['match.headers.0.name', 'match.headers.1.values']);
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
    const values = { ...clusterValues(), id: 'c', destinations: [{ id: 'a', address: 'http://x', weight: 100, drain: false }, { id: 'a', address: 'x:9000', weight: '' as const, drain: false }] };
    expect(Object.keys(clusterErrors(values, true)).sort()).toEqual(['destinations.1.address', 'destinations.1.id', 'destinations.1.weight']);
  });
  test('a destination keeps what the form does not show', () => {
    const before = { id: 'c', tenant: 'demo', destinations: [{ id: 'a', address: 'http://old', health: 'http://h' }] };
    expect(clusterDocument({ ...clusterValues(before), destinations: [{ id: 'a', address: 'http://new', weight: 50, drain: true }] }, ['destinations'], before)).toEqual({ destinations: [{ id: 'a', address: 'http://new', weight: 50, drain: true, health: 'http://h' }] });
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
