import { expect, test } from 'vitest';
import { endOf, sharedLink, tokenIn } from './links';

test('a link carries its secret behind the hash and gives it back', () => {
  const link = sharedLink('gw_view_a+b', 'https://gw');
  expect(link).toBe('https://gw/shared#token=gw_view_a%2Bb');
  expect(tokenIn(new URL(link).hash)).toBe('gw_view_a+b');
  expect(tokenIn('')).toBe('');
});

test('an end is so many days from now, or none', () => {
  expect(endOf('7', Date.UTC(2026, 0, 1))).toBe('2026-01-08T00:00:00.000Z');
  expect(endOf('')).toBeNull();
});
