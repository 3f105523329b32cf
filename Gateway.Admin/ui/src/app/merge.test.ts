import { describe, expect, test } from 'vitest';
import { clashes, merged, patched } from './merge';

const base = { id: 'orders', order: 1, timeout: null, match: { path: '/a', hosts: ['x'] } };

describe('two who changed the same', () => {
  const theirs = { ...base, order: 2, timeout: '00:00:09' };
  const mine = { ...base, order: 3, match: { path: '/b', hosts: ['x'] } };
  const found = clashes(base, theirs, mine);
  test('differ where one of them changed something', () => {
    expect(found.map(({ path, both, side }) => [path, both, side])).toEqual([['order', true, 'mine'], ['timeout', false, 'theirs'], ['match.path', false, 'mine']]);
  });
  test('are joined field by field, and each field can be taken over', () => {
    expect(merged(theirs, found, {})).toEqual({ ...base, order: 3, timeout: '00:00:09', match: { path: '/b', hosts: ['x'] } });
    expect(merged(theirs, found, { order: 'theirs', 'match.path': 'theirs' })).toEqual(theirs);
  });
  test('a document that one of them removed is taken whole', () => {
    const removed = clashes(base, null, mine);
    expect(removed).toHaveLength(1);
    expect(merged(null, removed, {})).toEqual(mine);
  });
});

test('what a form sends is the whole document it means', () => {
  expect(patched(base, { match: { path: '/c' }, timeout: null })).toEqual({ ...base, match: { path: '/c', hosts: ['x'] }, timeout: null });
});
