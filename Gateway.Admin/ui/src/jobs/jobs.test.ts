import { expect, test } from 'vitest';
import { isStale, type Job, lastWords, nextWords } from './jobs';

const now = Date.parse('2026-11-21T12:00:00Z');
const job: Job = {
  id: 'retention', title: 'Retention', does: '', schedule: '', shared: true, node: 'a', running: false, lastRun: '2026-11-21T11:59:30Z',
  durationMs: 12, result: null, nextRun: '2026-11-21T12:20:00Z', error: null, runs: 1, failures: 0,
};

test('when it runs again', () => {
  expect(nextWords(job, now)).toBe('In 20 min');
  expect(nextWords({ ...job, nextRun: '2026-11-21T12:00:01Z' }, now)).toBe('Now');
  expect(nextWords({ ...job, nextRun: null }, now)).toBe('–');
});

test('how the last run went', () => {
  expect(lastWords({ ...job, lastRun: null }, now)).toBe('Not yet');
  expect(lastWords({ ...job, running: true }, now)).toMatch(/^Running, since /);
});

test('what a dead node left is no trouble', () => {
  expect(isStale({ ...job, shared: false }, now)).toBe(false);
  expect(isStale({ ...job, shared: false, lastRun: '2026-11-21T11:00:00Z' }, now)).toBe(true);
  expect(isStale({ ...job, lastRun: '2026-11-01T11:00:00Z' }, now)).toBe(false);
});
