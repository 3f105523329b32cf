import { expect, test } from 'vitest';
import { defaultView, requestsHref, searchOf, viewOf } from './document';

const own = defaultView({ range: { from: 'now-7d', to: 'now' }, zone: 'UTC', filters: [{ dimension: 'route', op: 'is', values: ['orders'] }], refreshSeconds: 60, compare: 'week' });

test('the address holds what differs from the dashboard, and nothing else', () => {
  expect(searchOf(viewOf({}, own), own)).toEqual({});
  expect(searchOf({ ...own, compare: 'none', zone: 'Asia/Tokyo' }, own)).toEqual({ compare: 'none', zone: 'Asia/Tokyo' });
  expect(searchOf({ ...own, filters: [] }, own)).toEqual({ filters: [] });
  expect(viewOf({ filters: [] }, own).filters).toEqual([]);
  // Words of a chip are no other filter.
  expect(searchOf({ ...own, filters: [{ dimension: 'route', op: 'is', values: ['orders'], labels: ['Orders'] }] }, own)).toEqual({});
  expect(viewOf(searchOf({ ...own, from: 'now-1h' }, own), own)).toMatchObject({ from: 'now-1h', to: 'now', compare: 'week' });
});

test('the requests behind a figure', () => {
  const href = new URL(requestsHref('a/b', { from: 'x', to: 'y' }, 'Asia/Tokyo', [{ dimension: 'duration', op: 'gt', values: ['5'] }]), 'http://here');
  expect(href.pathname).toBe('/t/a%2Fb/requests');
  expect(JSON.parse(href.searchParams.get('filters')!)).toEqual([{ dimension: 'duration', op: 'gt', values: ['5'] }]);
  expect(href.searchParams.get('zone')).toBe('Asia/Tokyo');
});
