import { describe, expect, test } from 'vitest';
import type { Answer } from '../app/contract';
import { light } from '../app/palette';
import { coloursOf, meaningOf, otherName, place, placesOf } from './colours';
import { csvOf, csvText } from './csv';
import { measuresOf, reached } from './figures';
import { heatColour, heatOf } from './heat';
import { earlierOf, type Line, plotOf } from './lines';
import { groupsOf } from './markers';
import { opened, questionsOf } from './questions';
import { sorted, tableOf } from './rows';
import { sector, slicesOf } from './slices';
import { lineUnder } from './TimeChart';

const series = ['#1', '#2', '#3', '#4', '#5', '#6', '#7', '#8'];
const base = { from: '', to: '', zone: 'UTC', completeUntil: null };
const ranking: Answer = {
  ...base, shape: 'ranking', dimension: 'route', measures: [{ name: 'requests', label: 'Requests', unit: 'count' }, { name: 'p95', label: '95th percentile', unit: 'ms' }],
  rows: [{ key: 'b', label: 'B', values: { requests: 5, p95: 10 } }, { key: null, label: '', values: { requests: 4, p95: 90 } }, { key: 'a', label: '=A', values: { requests: 3, p95: null } }],
  other: { requests: 8, p95: 1 }, total: { requests: 20, p95: 4 },
};

describe('colours', () => {
  test('a value keeps its colour while others come and go, until another dashboard is opened', () => {
    placesOf('one');
    const [first] = coloursOf(['orders', 'users'], undefined, light, series, 'route');
    expect(coloursOf(['media', 'orders', otherName], undefined, light, series, 'route')).toEqual(['#3', first, light.text3]);
    placesOf('two');
    expect(place('route', 'users')).toBe(0);
  });
  test('beyond eight a value takes a colour that its chart has free', () => {
    placesOf('three');
    for (let index = 0; index < 8; index++) place('key', `k${index}`);
    expect(coloursOf(['k0', 'late'], undefined, light, series, 'key')).toEqual(['#1', '#2']);
  });
  test('classes and percentiles have their own without being told', () => {
    expect(meaningOf(['2xx'], {}, 'statusClass')).toBe('status');
    expect(meaningOf(['p50', 'p95'], {})).toBe('percentiles');
    expect(meaningOf(['bytesIn', 'bytesOut'], {})).toBeUndefined();
  });
});

describe('figures', () => {
  test('an option for the unit, the decimals, or what is good goes before the measure', () => {
    expect(measuresOf({ ...base, shape: 'number', name: 'p95', label: 'x', unit: 'ms', value: 1 }, { unit: 'bytes', decimals: 2, good: 'up' })[0]).toMatchObject({ label: 'p95', unit: 'bytes', digits: 2, good: 'up' });
    expect(measuresOf({ ...base, shape: 'number', name: 'visitors', label: 'Visitors', unit: 'count', value: 1 }, {})[0]).toMatchObject({ label: 'Visitors', unit: 'count' });
  });
  test('the farthest threshold that was reached', () => {
    const thresholds = [{ value: 0.01, color: 'warn' as const }, { value: 0.05, color: 'error' as const }];
    expect(reached(0.02, thresholds)?.color).toBe('warn');
    expect(reached(0.5, thresholds)?.color).toBe('error');
    expect(reached(0.001, thresholds)).toBeUndefined();
    expect(reached(null, thresholds)).toBeUndefined();
    expect(reached(0.02, thresholds, 'up')?.color).toBe('error');
  });
});

describe('questions', () => {
  const presets = [{ name: 't/r', title: '', subject: '', description: '', shape: 'ranking' as const, widget: 'table', drill: null, dimensions: ['route'], query: { measures: ['requests', 'p95'], split: 'route', limit: 50, filters: [{ dimension: 'status', op: 'is' as const, values: ['200'] }] } }];
  test('a preset is opened, and its figures over time are those of its first measure', () => {
    expect(opened({ preset: 't/r', limit: 3 }, presets)).toMatchObject({ measures: ['requests', 'p95'], split: 'route', limit: 3 });
    const asked = questionsOf([{ id: 'a', type: 'table', title: '', x: 0, y: 0, w: 1, h: 1, query: { preset: 't/r' }, options: { spark: true } }, { id: 't', type: 'text', title: '', x: 0, y: 0, w: 1, h: 1, query: null, options: {} }], presets);
    expect(Object.keys(asked)).toEqual(['a', 'a.spark']);
    expect(asked['a.spark']).toEqual({ measures: ['requests'], split: ['time', 'route'], limit: 50, filters: presets[0]!.query.filters });
  });
});

describe('time', () => {
  const answer: Answer = {
    ...base, shape: 'series', buckets: ['2026-11-20T00:00:00Z', '2026-11-20T00:15:00Z'], dimension: 'route', measure: 'requests',
    series: [{ name: 'a', label: 'A', values: [1, 2] }, { name: '(none)', label: '', values: [3, null] }],
    compare: { buckets: [], series: [{ name: 'a', label: 'A', values: [5, 6] }, { name: '(none)', label: '', values: [7, null] }] },
  };
  const look = { palette: light, series };
  test('a stack is compared as a whole, lines beside each other are not', () => {
    expect(earlierOf(answer, plotOf(answer, 'area', { stacked: true }, look), 'Previous day', '')?.values).toEqual([12, 6]);
    expect(earlierOf(answer, plotOf(answer, 'line', {}, look), 'Previous day', '')).toBeUndefined();
  });
  test('a line knows the value that it counts', () => expect(plotOf(answer, 'line', {}, look).lines.map(({ value }) => value?.of)).toEqual(['a', null]));
  test('what lies under the pointer', () => {
    const lines = plotOf(answer, 'area', {}, look).lines;
    expect(lineUnder({ lines, stacked: true }, 0, 2)?.key).toBe('(none)');
    expect(lineUnder({ lines, stacked: false }, 0, 1.2)?.key).toBe('a');
    expect(lineUnder({ lines: [lines[0] as Line], stacked: false }, 0, undefined)?.key).toBe('a');
  });
  test('versions that are close, or too many, are one', () => {
    const marker = (number: number, time: number) => ({ number, time, words: `v${number}` });
    expect(groupsOf([marker(2, 100), marker(1, 50), marker(9, 900)], 0, 500, 10).map(({ label }) => label)).toEqual(['v1', 'v2']);
    expect(groupsOf([marker(1, 50), marker(2, 55)], 0, 500, 10)[0]).toMatchObject({ label: '2 versions', time: 50, words: 'v1\nv2' });
    expect(groupsOf(Array.from({ length: 20 }, (_, index) => marker(index, index * 20)), 0, 500, 1)).toHaveLength(6);
  });
});

describe('tables', () => {
  const table = tableOf(ranking, { columns: ['p95', 'requests', 'gone'] }, (name) => name);
  test('columns are those chosen, in their order', () => expect(table.columns.map(({ name }) => name)).toEqual(['p95', 'requests']));
  test('what has no name stays last, what was not recorded before it', () => {
    expect(sorted(table.rows, { column: 'p95', desc: true }).map(({ name }) => name)).toEqual(['B', '=A', 'Unknown']);
    expect(sorted(table.rows, { column: '', desc: false }).map(({ name }) => name)).toEqual(['=A', 'B', 'Unknown']);
    expect(sorted(table.rows, { column: 'requests', desc: false }).map(({ name }) => name)).toEqual(['=A', 'B', 'Unknown']);
  });
  test('figures at once are rows, and nothing is said of a period that was not asked', () => {
    const summary = tableOf({ ...base, shape: 'table', columns: ['value', 'previous', 'change'], rows: [{ key: 'p95', label: 'x', unit: 'ms', values: { value: 4, previous: null, change: null } }] }, {}, String);
    expect(summary.columns.map(({ label }) => label)).toEqual(['Value']);
    expect(summary.rows[0]).toMatchObject({ name: 'p95', units: { unit: 'ms' } });
  });
});

describe('parts of a whole', () => {
  test('at most six slices, the rest is Other', () => {
    const many: Answer = { ...ranking, rows: Array.from({ length: 9 }, (_, index) => ({ key: `r${index}`, label: `R${index}`, values: { requests: 9 - index } })) };
    const slices = slicesOf(many, 'requests', light, series);
    expect(slices.map(({ name }) => name)).toEqual(['R0', 'R1', 'R2', 'R3', 'R4', 'Other']);
    expect(slices[5]!.value).toBe(4 + 3 + 2 + 1 + 8);
  });
  test('a whole turn is drawn too', () => {
    expect(sector(0, 1, 60).match(/A/g)).toHaveLength(4);
    expect(sector(0, 0.25, 0)).toBe('M100 100L100.00 4.00A96 96 0 0 1 196.00 100.00Z');
  });
});

test('a heat map shows the bands that have requests, and no cell without', () => {
  const heat = heatOf({ ...base, shape: 'matrix', x: ['2026-11-20T00:00:00Z'], y: ['< 5 ms', '5–10 ms', '≥ 10 ms'], keys: ['0-5ms', '5-10ms', '10ms+'], values: [[0], [4], [0]], partial: [true] });
  expect(heat.bands).toMatchObject([{ name: '5–10 ms', key: '5-10ms' }]);
  expect(heat.firstPartial).toBe(0);
  expect(heatColour(0, 4, series)).toBeNull();
  expect(heatColour(4, 4, series)).toBe('#8');
  expect(heatColour(0.01, 4, series)).toBe('#2');
});

describe('files', () => {
  test('every digit, and no formula', () => {
    expect(csvOf(ranking)).toBe("route,label,requests,p95\r\nb,B,5,10\r\n,,4,90\r\na,'=A,3,\r\n(other),Other,8,1\r\n");
    expect(csvText([['a"b', 'c,d', 0.1 + 0.2, null]])).toBe('"a""b","c,d",0.30000000000000004,\r\n');
  });
});
