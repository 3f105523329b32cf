import { expect, test } from 'vitest';
import type { GatewayRoute } from '../app/contract';
import { exampleUrl, headerLines, wire } from './trial';

test('headers are written one a line', () => {
  expect(headerLines('X-Api-Key: a:b\n\n Accept : */* ').lines).toEqual([{ name: 'X-Api-Key', value: 'a:b' }, { name: 'Accept', value: '*/*' }]);
  expect(headerLines('nothing').wrong).toContain('nothing');
});

test('an address to begin with', () => {
  const route = { match: { hosts: ['*.example.com'], path: '/orders/{**rest}' } } as GatewayRoute;
  expect(exampleUrl(route, 'http://h:8080')).toBe('https://www.example.com/orders/');
  expect(exampleUrl({ match: { path: '/a/{id}' } } as GatewayRoute, 'http://h:8080')).toBe('http://h:8080/a/1');
  expect(exampleUrl(undefined, 'http://h:8080')).toBe('http://h:8080/');
});

test('a request as it stands on the wire', () => {
  expect(wire({ method: 'GET', url: 'http://h:9/a?b=1', headers: [{ name: 'Host', value: 'h:9' }], withheld: [], cluster: 'c', destination: 'a', destinations: ['a'] })).toBe('GET /a?b=1 HTTP/1.1\nHost: h:9');
});
