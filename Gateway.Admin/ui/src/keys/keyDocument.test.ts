import { expect, test } from 'vitest';
import type { GatewayKey } from '../app/contract';
import { keyDocument, keyErrors, keyPatch, keyValues, mayCall, newKey } from './keyDocument';

test('a key may call nothing only by mistake', () => {
  expect(keyErrors({ ...newKey, name: 'A', id: 'a' })).toHaveProperty('allow.apis');
  expect(keyErrors({ ...newKey, name: 'A', id: 'a', scope: 'everything' })).toEqual({});
  expect(keyDocument({ ...newKey, name: ' A ', id: 'a', scope: 'everything' }, 'demo')).toEqual({ id: 'a', tenant: 'demo', name: 'A', consumer: null, team: null, allow: null, expiresAt: null, tags: {} });
  expect(mayCall(null)).toBe('Every route');
  expect(mayCall({ apis: ['a'], routes: [], groups: ['g'] })).toBe('a, g');
});

test('a change names what changed, and each tag that is gone', () => {
  const before = { id: 'a', tenant: 't', name: 'A', consumer: 'c', allow: { apis: ['x'], routes: [], groups: [] }, expiresAt: '2020-01-01T11:22:33Z', tags: { plan: 'gold', old: '1' } } as unknown as GatewayKey;
  const values = { ...keyValues(before), tags: ['plan=silver', 'note=a=b'], scope: 'everything', consumer: ' ' };
  expect(keyErrors(values, before)).toEqual({});
  expect(keyPatch(values, ['tags', 'scope', 'consumer'], before)).toEqual({ tags: { plan: 'silver', note: 'a=b', old: null }, allow: null, consumer: null });
  expect(keyPatch({ ...values, team: 'shop' }, ['team'], before)).toEqual({ team: 'shop' });
  expect(keyPatch(keyValues({ ...before, team: null }), ['team'], before)).toEqual({ team: null });
  expect(keyErrors({ ...values, tags: ['gold'] }, before).tags).toContain('gold=gold');
});
