import { expect, test } from 'vitest';
import { differences } from './difference';

test('changed, added and removed fields, with their paths', () => {
  const before = { id: 'a', name: 'Old', access: { apiKey: 'required', header: null }, timeout: '00:00:30', groups: ['x'] };
  const after = { id: 'a', name: 'New', access: { apiKey: 'required', header: 'X-K' }, timeout: null, groups: ['x', 'y'], order: 0, enabled: false };
  expect(differences(before, after)).toEqual([
    { path: 'name', kind: 'changed', before: 'Old', after: 'New' },
    { path: 'access.header', kind: 'added', after: 'X-K' },
    { path: 'timeout', kind: 'removed', before: '00:00:30' },
    { path: 'groups', kind: 'changed', before: 'x', after: 'x, y' },
    { path: 'order', kind: 'added', after: '0' },
    { path: 'enabled', kind: 'added', after: 'false' },
  ]);
});

test('members of a list are found by their id, wherever they stand', () => {
  const before = { destinations: [{ id: 'a', address: 'http://1' }, { id: 'b', address: 'http://2' }] };
  const after = { destinations: [{ id: 'b', address: 'http://3' }, { id: 'a', address: 'http://1' }] };
  expect(differences(before, after)).toEqual([{ path: 'destinations[b].address', kind: 'changed', before: 'http://2', after: 'http://3' }]);
  expect(differences(before, {}).map(({ path, kind }) => `${kind} ${path}`)).toContain('removed destinations[a].address');
});

test('making and removing show the whole, and the same is nothing', () => {
  expect(differences(null, { id: 'a', tags: {}, api: null })).toEqual([{ path: 'id', kind: 'added', after: 'a' }]);
  expect(differences({ id: 'a' }, null)).toEqual([{ path: 'id', kind: 'removed', before: 'a' }]);
  expect(differences('Acme', null)).toEqual([{ path: '', kind: 'removed', before: 'Acme' }]);
  expect(differences({ a: [{ b: 1 }] }, { a: [{ b: 1 }] })).toEqual([]);
  expect(differences(null, null)).toEqual([]);
  expect(differences({ a: 'text' }, { a: { b: 1 } })[0]).toMatchObject({ kind: 'changed' });
});
