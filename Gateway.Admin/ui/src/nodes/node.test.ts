import { expect, test } from 'vitest';
import type { GatewayNode } from '../app/contract';
import { since, troublesOf } from './node';

const well: GatewayNode = { id: '1', name: 'a', version: '1', appliedVersion: 7, startedAt: null, lastSeen: new Date().toISOString(), healthy: true, snapshotAge: null, refusal: null };

test('a time up has its two largest units', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  expect(['2026-11-21T11:58:30Z', '2026-11-21T09:30:00Z', '2026-11-19T08:00:00Z'].map((time) => since(time, now))).toEqual(['1 min', '2 h 30 min', '2 d 4 h']);
});

test('a refusal is told once, and what the node says itself beside it', () => {
  expect(troublesOf(well, { configVersion: 8 })).toEqual([]);
  const ill: GatewayNode = { ...well, refusal: 'route a/b: no.', health: { status: 'degraded', problems: ['the newest configuration is refused: route a/b: no.', 'the database is away'], databaseAway: true, destinations: 1, queued: 0, spoolBytes: 0, spoolMaximumBytes: 1, dropped: 0, lagSeconds: null, faults: [] } };
  expect(troublesOf(ill, { configVersion: 9 })).toEqual(['It refused the configuration and runs v7. route a/b: no.', 'The database is away.']);
  expect(troublesOf({ ...ill, healthy: false }, { configVersion: 9 })).toHaveLength(1);
});
