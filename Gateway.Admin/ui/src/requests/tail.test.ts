import { expect, test } from 'vitest';
import type { RequestRow } from './contract';
import { empty, mostRows, patience, tailAddress, tailOf } from './tail';

const rows = (...ids: number[]) => ids.map((id) => ({ id: String(id) }) as RequestRow);
const ids = (list: RequestRow[]) => list.map(({ id }) => Number(id));

test('What comes is on top, and no more than the page holds stays', () => {
  let tail = tailOf(empty, { type: 'requests', items: rows(2, 1) });
  tail = tailOf(tail, { type: 'requests', items: rows(4, 3) });
  expect(ids(tail.rows)).toEqual([4, 3, 2, 1]);
  for (let at = 0; at < mostRows; at++) tail = tailOf(tail, { type: 'requests', items: rows(at) });
  expect(tail.rows).toHaveLength(mostRows);
});

test('While it is paused nothing moves; what came is shown after, and what was too much is counted', () => {
  let tail = tailOf(tailOf(empty, { type: 'requests', items: rows(1) }), { type: 'pause' });
  tail = tailOf(tail, { type: 'requests', items: rows(3, 2) });
  expect([ids(tail.rows), ids(tail.waiting)]).toEqual([[1], [3, 2]]);
  expect(ids(tailOf(tail, { type: 'resume' }).rows)).toEqual([3, 2, 1]);
  for (let at = 0; at < mostRows; at++) tail = tailOf(tail, { type: 'requests', items: rows(at) });
  expect([tail.waiting.length, tail.missed]).toEqual([mostRows, 2]);
  expect(tailOf(tailOf(tail, { type: 'missed', count: 40 }), { type: 'resume' }).missed).toBe(42);
});

test('The state is the one that was told last', () => {
  expect(tailOf(empty, { type: 'state', state: 'live' }).state).toBe('live');
  expect(tailOf(empty, { type: 'state', state: 'away' }).state).toBe('away');
  expect(tailOf(tailOf(empty, { type: 'lost' }), { type: 'opening' }).state).toBe('connecting');
  expect([0, 1, 3, 9].map(patience)).toEqual([1, 2, 8, 15]);
});

test('The address names the tenant and the filters, and the token stands beside it', () => {
  const { url, protocols } = tailAddress('https://gateway.example', '*', [{ dimension: 'status', op: 'is', values: ['500'] }], 'käse/+token');
  expect(new URL(url).protocol).toBe('wss:');
  expect(new URL(url).searchParams.get('tenant')).toBe('*');
  expect(JSON.parse(new URL(url).searchParams.get('filters')!)).toEqual([{ dimension: 'status', op: 'is', values: ['500'] }]);
  expect(protocols[1]).toMatch(/^bearer\.[A-Za-z0-9_-]+$/);
  expect(tailAddress('http://a', 'acme', [], null)).toEqual({ url: 'ws://a/api/v1/requests/tail?tenant=acme', protocols: ['gateway.tail'] });
});
