import { expect, test } from 'vitest';
import type { Fold } from '../app/contract';
import { completeWords, grainWords, isLate, keptWords } from './folds';

const now = new Date(2026, 10, 21, 14, 4, 2).getTime();
const at = (hours: number, minutes = 0, days = 0) => new Date(2026, 10, 21 - days, hours, minutes).toISOString();
const fold = (more: Partial<Fold>): Fold => ({ grain: '1m', since: at(0, 0, 3), through: at(14, 3), lagSeconds: 2.4, stale: 0, oldestStale: null, foldedAt: null, node: null, ...more });

test('until when sums are complete, and how far behind', () => {
  expect(completeWords(fold({}), now)).toBe('Complete until 14:03:00 (2\u00a0s behind)');
  expect(completeWords(fold({ lagSeconds: 0 }), now)).toBe('Complete until 14:03:00');
  expect(completeWords(fold({ through: at(0, 0, 1), lagSeconds: 0 }), now)).toMatch(/20.*, 00:00:00$/);
  expect(completeWords(fold({ through: null, lagSeconds: null }), now)).toBe('Not begun yet');
});
test('late from five minutes on', () => expect([0, 300, 301].map((lagSeconds) => isLate(fold({ lagSeconds })))).toEqual([false, false, true]));
test('what is kept', () => {
  expect(keptWords(at(14, 0, 3), now)).toBe('3 days');
  expect(keptWords(at(13), now)).toBe('Less than a day');
  expect(keptWords(null, now)).toBe('Nothing yet');
  expect(['1m', '7m'].map(grainWords)).toEqual(['By the minute', 'By the 7m']);
});
