import { describe, expect, test } from 'vitest';
import { clockOf } from './clock';
import { dashboardSearch, filtersOf, rangeSearch, withFilter } from './search';
import { ago, expiry, instant, isRange, previousLabel, rangeLabel } from './time';

describe('time', () => {
  const now = Date.parse('2026-11-20T14:31:58Z');
  test('relative expressions', () => {
    expect(instant('now', now)).toBe(now);
    expect(instant('now-90m', now)).toBe(now - 90 * 60_000);
    expect(instant('now-1w', now)).toBe(now - 7 * 86_400_000);
    expect(new Date(instant('now/d', now)!).getHours()).toBe(0);
  });
  test('what is no time is refused', () => {
    for (const text of ['yesterday', 'now-1x', 'now+1h', '', '12', 'now-9999999999d']) expect(instant(text)).toBeNull();
    expect(isRange('now', 'now-1h')).toBe(false);
  });
  test('words', () => {
    expect(rangeLabel({ from: 'now-24h', to: 'now' })).toBe('Last 24 hours');
    expect(rangeLabel({ from: new Date(2026, 10, 7, 1).toISOString(), to: 'now' })).toMatch(/^Since .*7.*, 01:00$/);
    expect(previousLabel('previous', { from: 'now-24h', to: 'now' })).toBe('Previous day');
    expect(previousLabel('week', { from: 'now-1h', to: 'now' })).toBe('Previous week');
    expect(ago(new Date(now - 2000).toISOString(), now)).toBe('2 s ago');
    expect(ago(null)).toBe('Never');
  });
});

describe('a clock of another zone', () => {
  const tokyo = clockOf('Asia/Tokyo');
  const paris = clockOf('Europe/Paris');
  test('says its own times, and begins its own days', () => {
    expect(tokyo.clock('2026-11-20T14:31:58Z')).toBe('23:31');
    expect(instant('now/d', Date.parse('2026-11-20T16:00:00Z'), tokyo)).toBe(Date.parse('2026-11-20T15:00:00Z'));
    expect(instant('now-1M/M', Date.parse('2026-11-20T16:00:00Z'), tokyo)).toBe(Date.parse('2026-09-30T15:00:00Z'));
  });
  test('knows its changes of clocks', () => {
    for (const time of ['2026-03-29T00:30:00Z', '2026-03-29T01:30:00Z', '2026-10-25T02:30:00Z']) expect(paris.fromWall(paris.wall(Date.parse(time)))).toBe(Date.parse(time));
  });
  test('one that is not known is UTC', () => expect(clockOf('Mars/Base').zone).toBe('UTC'));
});

describe('the address', () => {
  test('what does not fit becomes the default', () => {
    expect(rangeSearch({ from: 'x', to: 'now' })).toEqual({ from: 'now-24h', to: 'now' });
    expect(dashboardSearch({ compare: 'never', refresh: 7, filters: 'x', zone: 'Mars/Base', from: 'now-1h', to: 'never', wall: 2 })).toEqual({});
    expect(dashboardSearch({ compare: 'none', filters: [], zone: 'Asia/Tokyo', wall: 1, widget: 'w1' })).toEqual({ compare: 'none', filters: [], zone: 'Asia/Tokyo', wall: 1, widget: 'w1' });
    expect(dashboardSearch({ refresh: 0 }).refresh).toBe(0);
    expect(filtersOf([{ dimension: 'route', op: 'drop', values: ['a'] }, { dimension: 'route', op: 'is', values: [1] }, null])).toBeUndefined();
  });
  test('a clicked value narrows, once', () => {
    const one = withFilter([], 'route', 'orders', 'Orders');
    expect(withFilter(one, 'route', 'orders', 'Orders')).toBe(one);
    expect(withFilter(one, 'key', 'mobile', 'Mobile app')).toHaveLength(2);
    expect(withFilter(one, 'route', 'users', 'Users')).toEqual([{ dimension: 'route', op: 'is', values: ['users'], labels: ['Users'] }]);
  });
});

test('an end that is near deserves attention', () => {
  const now = Date.parse('2026-11-20T00:00:00Z');
  expect(expiry(null, now)).toEqual({ text: 'Never', soon: false });
  expect(expiry('2026-11-29T00:00:00Z', now)).toEqual({ text: 'In 9 days', soon: true });
  expect(expiry('2026-11-19T00:00:00Z', now).text).toBe('Expired');
});
