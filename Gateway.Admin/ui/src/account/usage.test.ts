import { expect, test } from 'vitest';
import type { Answer } from '../app/contract';
import { usageOf } from './usage';

const common = { from: '', to: '', zone: 'UTC', completeUntil: '2026-11-21T10:00:00Z' };

test('three figures, their course and the routes', () => {
  const results: Record<string, Answer> = {
    total: { shape: 'table', ...common, rows: [['requests', 12], ['errors', 1], ['clientErrors', 3], ['refusals', 0]].map(([key, value]) => ({ key: key as string, label: '', values: { value: value as number } })) },
    requests: { shape: 'series', ...common, buckets: [], series: [] },
    routes: { shape: 'ranking', ...common, rows: [{ key: 'orders', label: 'orders', values: { requests: 12 } }, { key: 'old', label: '', values: { requests: null } }] },
  };
  const usage = usageOf(results);
  expect(usage.figures).toEqual([{ measure: 'requests', value: 12 }, { measure: 'errors', value: 1 }, { measure: 'refusals', value: 0 }]);
  expect(usage.routes).toEqual([{ label: 'orders', tenant: undefined, requests: 12 }]);
  expect(usage.course).toBe(results.requests);
  expect(usage).toMatchObject({ empty: false, completeUntil: common.completeUntil });
});

test('why there is no answer is kept', () => {
  const error = { status: 422, title: 'Not covered.', coveredFrom: '2026-11-07T00:00:00Z' };
  expect(usageOf({ total: { error } as Answer }).problem).toBe(error);
});

test('nothing counted as one\'s own is empty, not zero', () => {
  expect(usageOf({}).empty).toBe(true);
  expect(usageOf({ total: { shape: 'table', ...common, rows: [] } })).toMatchObject({ empty: true, routes: [], figures: [{ value: null }, { value: null }, { value: null }] });
});
