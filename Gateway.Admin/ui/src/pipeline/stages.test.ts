import { expect, test } from 'vitest';
import type { Nodes, PipelineState } from '../app/contract';
import { stagesOf } from './stages';

const writer = { state: 'running' as const, lastError: null, lastErrorAt: null, lastBatchAt: null, batches: 0, lastBatchRows: 0, lastBatchMs: 0 };
const counts = { captured: 0, stored: 0, queued: 0, quarantined: 0, dropped: {} };
const state: PipelineState = { ...counts, time: '', balanced: true, lagSeconds: 2, completeUntil: null, nodes: [{ ...counts, node: 'a', writer }], storage: { partitions: [] }, quarantine: [], userAgents: { cached: 0, pending: 0, unknown: 0 } };
const nodes = { configVersion: 1, items: [{ name: 'a', healthy: true, health: { faults: [{ stage: 'fold', error: 'no', at: '2026-01-01T00:00:00Z', isOver: true }, { stage: 'retention', error: 'full', at: '2026-01-01T00:00:00Z', isOver: false }] } }] } as unknown as Nodes;

test('a failure that is over is still told, and one that goes on is failing', () => {
  const found = Object.fromEntries(stagesOf(state, nodes).map((stage) => [stage.name, stage]));
  expect([found.Sums?.state, found.Sums?.error, found.Retention?.state, found.Writer?.lagSeconds]).toEqual(['well', 'no', 'failing', 2]);
});

test('a writer that tries again is failing, one that recovered is not', () => {
  const ill = (now: 'retrying' | 'running') => stagesOf({ ...state, nodes: [{ ...counts, node: 'a', writer: { ...writer, state: now, lastError: 'away', lastErrorAt: '2026-01-01T00:00:00Z' } }] }, undefined).find(({ name }) => name === 'Writer')?.state;
  expect([ill('retrying'), ill('running')]).toEqual(['failing', 'well']);
});
