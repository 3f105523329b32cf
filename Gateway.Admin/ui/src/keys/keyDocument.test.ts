import { expect, test } from 'vitest';
import { expiry, keyDocument, keyErrors, mayCall, newKey } from './keyDocument';

test('a key may call nothing only by mistake', () => {
  expect(keyErrors({ ...newKey, name: 'A', id: 'a' })).toHaveProperty('allow.apis');
  expect(keyErrors({ ...newKey, name: 'A', id: 'a', scope: 'everything' })).toEqual({});
  expect(keyDocument({ ...newKey, name: ' A ', id: 'a', scope: 'everything' }, 'demo')).toEqual({ id: 'a', tenant: 'demo', name: 'A', consumer: null, allow: null, expiresAt: null });
  expect(mayCall(null)).toBe('Every route');
  expect(mayCall({ apis: ['a'], routes: [], groups: ['g'] })).toBe('a, g');
});

test('an end that is near deserves attention', () => {
  const now = Date.parse('2026-11-20T00:00:00Z');
  expect(expiry(null, now)).toEqual({ text: 'Never', soon: false });
  expect(expiry('2026-11-29T00:00:00Z', now)).toEqual({ text: 'In 9 days', soon: true });
  expect(expiry('2026-11-19T00:00:00Z', now).text).toBe('Expired');
});
