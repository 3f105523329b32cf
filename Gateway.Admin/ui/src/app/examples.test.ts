import { expect, test } from 'vitest';
import { apiCurl, curl, edgeUrl, pathOf } from './examples';
import type { GatewayRoute } from './contract';

const route = (match: GatewayRoute['match'], header?: string) => ({ id: 'r', tenant: 't', cluster: 'c', enabled: true, match, access: { apiKey: 'required', header } }) as GatewayRoute;

test('the address of the edge is what the node says, reachable from here', () => {
  expect(edgeUrl(['https://edge.example.com'], 'admin.local')).toBe('https://edge.example.com');
  expect(edgeUrl(['http://[::]:8080', 'https://other'], 'admin.local')).toBe('http://admin.local:8080');
  expect(edgeUrl(['http://0.0.0.0:80/'], 'admin.local')).toBe('http://admin.local:80');
  expect(edgeUrl(['http://*:8080'], 'admin.local')).toBe('http://admin.local:8080');
  expect(edgeUrl([], 'admin.local')).toBe('http://localhost:8080');
});

test('a path that a pattern takes', () => {
  expect(pathOf('/orders/{**rest}')).toBe('/orders/');
  expect(pathOf('/orders/{id:int}/items')).toBe('/orders/1/items');
  expect(pathOf(null)).toBe('/');
});

test('a call of the API to try', () => {
  expect(apiCurl('gwt_1', 'https://admin.example.com')).toBe('curl -H "Authorization: Bearer gwt_1" \\\n  https://admin.example.com/api/v1/routes');
});

test('a request to try, without what a shell would carry out', () => {
  expect(curl(route({ path: '/a' }), 'http://x:1', 'KEY')).toBe('curl "http://x:1/a" \\\n  -H "X-Api-Key: KEY"');
  expect(curl(route({ path: '/$(rm)`"', hosts: ['*.example.com'] }, 'X-K'), 'http://x:1')).toBe('curl "http://x:1/(rm)" \\\n  -H "Host: www.example.com"');
});
