import { expect, test } from 'vitest';
import { yamlFormat } from './yamlFormat';

const route = { id: 'orders', order: 0, match: { hosts: ['*.example.com'], path: '/orders/{**rest}' }, access: { apiKey: 'none' }, words: ['no', 'true', '1', '', 'a: b', '# c'], nothing: null };

test('what is written is read again as it was', () => {
  const text = yamlFormat.write(route);
  expect(yamlFormat.read(text)).toEqual(route);
  expect(text).toContain('path: /orders/{**rest}');
  expect(yamlFormat.brokenAt(text)).toBeNull();
});

test('a path leads to its line, or to the nearest thing around it', () => {
  const text = yamlFormat.write(route);
  expect(text.split('\n')[yamlFormat.lineOf(text, 'match.path') - 1]).toContain('/orders');
  expect(text.split('\n')[yamlFormat.lineOf(text, 'match.hosts[0]') - 1]).toContain('*.example.com');
  expect(yamlFormat.lineOf(text, 'match.nothing')).toBeGreaterThan(1);
  expect(yamlFormat.lineOf(text, 'unknown')).toBe(1);
});

test('what the gateway would refuse is refused here, with its line', () => {
  expect(yamlFormat.brokenAt('a: 1\na: 2')?.line).toBe(2);
  expect(yamlFormat.brokenAt('a: [1')).not.toBeNull();
  expect(yamlFormat.brokenAt('a: &x 1\nb: *x')?.words).toContain('Anchors');
  expect(yamlFormat.brokenAt('a: 1\nb: !other 2')?.line).toBe(2);
  expect(yamlFormat.read('a: &x 1')).toBeUndefined();
});
