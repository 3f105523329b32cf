import { expect, test } from 'vitest';
import { exactTitle, isNear, nearSign, nearWords } from './nearly';

test('with a bound only what is estimated is marked, without one every figure', () => {
  expect([isNear({ exact: true, errorBound: null }, 'p95'), isNear(undefined, 'p95')]).toEqual([false, false]);
  expect([isNear({ exact: false, errorBound: 0.01 }, 'p95'), isNear({ exact: false, errorBound: 0.01 }, 'requests')]).toEqual([true, false]);
  expect(isNear({ exact: false, errorBound: null }, 'requests')).toBe(true);
});
test('nothing and zero are what they are', () => {
  expect([null, 0, 3].map((value) => nearSign(true, value))).toEqual(['', '', '≈\u2009']);
  expect(nearSign(false, 3)).toBe('');
});
test('the bound is told as per cent', () => {
  expect(nearWords({ exact: false, errorBound: 0.01 })).toBe('Estimated: at most 1\u00a0% off');
  expect(exactTitle(12.5, { exact: false, errorBound: 0.01 }, 'p95')).toBe('≈ 12.5. Estimated: at most 1\u00a0% off');
  expect(exactTitle(12.5, { exact: false, errorBound: 0.01 }, 'requests')).toBe('12.5');
});
