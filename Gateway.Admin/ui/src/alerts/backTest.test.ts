import { expect, test } from 'vitest';
import type { Preset } from '../app/contract';
import { chartsOf, firingsOf, firingsOfLog, incidentStart, turnedVerdict } from './backTest';
import type { AlertEvent, BackTestLine, StateChange } from './contract';
import { alertOnWidget } from './fromWidget';
import { commonFilters, rangeSearch } from './range';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 2, 3, minute)).toISOString();
const change = (minute: number, notice: StateChange['notice'], label = '') => ({ instance: label, label, at: at(minute), notice });
const line = (points: (number | null)[], operator = '>', instance = ''): BackTestLine => ({ path: 'when', label: 'Error rate (avg)', instance, unit: 'ratio', operator, threshold: 0.02, times: points.map((_, index) => at(index)), points });

test('firings are numbered as they began, each with its end and its peak', () => {
  const firings = firingsOf([change(1, null), change(2, 'fired'), change(4, 'resolved'), change(6, 'fired')], [line([0, 0.01, 0.03, 0.05, 0.01, 0, 0.04, 0.06])]);
  expect(firings.map(({ number, from, to, peak }) => [number, from, to, peak])).toEqual([[1, Date.parse(at(2)), Date.parse(at(4)), 0.05], [2, Date.parse(at(6)), null, 0.06]]);
});

test('of what falls the lowest is the peak, and each instance has its own', () => {
  const [a, b] = firingsOf([change(1, 'fired', 'a'), change(1, 'fired', 'b'), change(3, 'resolved', 'a')], [line([9, 3, 1, 8], '<', 'a'), line([9, 2, 4, 5], '<', 'b')]);
  expect([a!.peak, b!.peak]).toEqual([1, 2]);
});

test('a stretch that cannot be told is a gap in the line', () => {
  const [chart] = chartsOf({ series: [line([1, 2])], from: at(0), to: at(30), cannotTell: [{ from: at(10), to: at(20), reason: 'Only coarser sums are left.' }] }, { query: {} }, {});
  expect(chart!.times).toHaveLength(5);
  expect(chart!.lines[0]!.values).toEqual([1, 2, null, null, null]);
});

test('the log is read as firings, without tests; one that began before it begins with its name', () => {
  const row = (minute: number, notice: AlertEvent['notice'], incident: string, isTest = false) => ({ time: at(minute), windowFrom: at(minute - 1), notice, incident, instance: '', isTest }) as AlertEvent;
  const firings = firingsOfLog([row(9, 'fired', 'x', true), row(8, 'resolved', 'b'), row(6, 'fired', 'b'), row(2, 'resolved', 'acme/orders//20260102T024500Z')]);
  expect(firings.map(({ from, to }) => [from, to])).toEqual([[Date.UTC(2026, 0, 2, 2, 45), Date.parse(at(2))], [Date.parse(at(6)), Date.parse(at(8))]]);
  expect(incidentStart('x')).toBeUndefined();
});

test('after not, met is what is not met', () => {
  expect([turnedVerdict('met', true), turnedVerdict('notMet', true), turnedVerdict('noData', true), turnedVerdict('met', false)]).toEqual(['notMet', 'met', 'noData', 'met']);
});

test('a dashboard is opened at the range, narrowed to what all conditions look at', () => {
  const filter = { dimension: 'api', op: 'is' as const, values: ['orders'] };
  const when = { all: [{ query: { filters: [filter, { dimension: 'method', op: 'is' as const, values: ['GET'] }] } }, { query: { filters: [filter] } }] };
  expect(commonFilters(when)).toEqual([filter]);
  expect(rangeSearch(Date.parse(at(1)), Date.parse(at(2)), { when, each: { dimension: 'route' } }, 'acme/orders')).toEqual({ from: at(1), to: at(2), filters: [filter, { dimension: 'route', op: 'is', values: ['orders'] }] });
});

test('an alert begins with what a widget asks, on one of its lines, with the filters of its page', () => {
  const presets = [{ name: 'performance/percentiles', query: { measures: ['p50', 'p95'], split: 'time' } }] as Preset[];
  const filter = { dimension: 'route', op: 'is' as const, values: ['orders'] };
  expect(alertOnWidget({ title: 'Percentiles', query: { preset: 'performance/percentiles' }, filters: [{ ...filter, labels: ['Orders'] }], series: 'p95', dashboard: 'overview' }, presets)).toEqual({
    name: 'Percentiles', dashboard: 'overview', when: { query: { preset: 'performance/percentiles', filters: [filter] }, series: 'p95', reduce: 'avg', op: '>', threshold: 1000 },
  });
  expect(alertOnWidget({ query: { measures: ['requests'], split: ['time', 'statusClass'] }, series: '5xx' }, presets).when).toEqual({ query: { measures: ['requests'], split: ['time', 'statusClass'] }, series: '5xx', reduce: 'sum', op: '>', threshold: 100 });
  expect(alertOnWidget({ query: { measures: ['errorRate'] } }, presets).when).toEqual({ query: { measures: ['errorRate'] }, reduce: 'weightedAvg', op: '>', threshold: 0.05 });
  expect(alertOnWidget({ query: { measures: ['requests'], split: ['time', 'latency'] } }, presets).when!.query).toEqual({ measures: ['requests'] });
});
