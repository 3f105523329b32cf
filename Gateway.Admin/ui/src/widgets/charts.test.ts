import { describe, expect, test } from 'vitest';
import { clockOf } from '../app/clock';
import { light } from '../app/palette';
import { zone } from '../app/time';
import { axisWriter, scale, timeTicks } from './axes';
import { filled, gaps, lastComplete, type Line, plotOf } from './lines';
import { questionsOf } from './questions';
import { nearest } from './domain';

const line = (values: (number | null)[]): Line => ({ key: 'a', label: 'a', colour: '#000', unit: 'count', values });

describe('axes', () => {
  test('about four round splits from zero', () => {
    expect(scale(601, false)).toEqual({ top: 800, step: 200 });
    expect(scale(0, true)).toEqual({ top: 1, step: 1 });
    expect(scale(3, true).step).toBe(1);
  });
  test('one unit for all labels, zero written 0', () => {
    const write = axisWriter('ms', 2000, 500);
    expect([0, 500, 2000].map(write)).toEqual(['0', '0.5\u2009s', '2.0\u2009s']);
    expect(axisWriter('ratio', 0.05, 0.01)(0.03)).toBe('3\u2009%');
    expect(axisWriter('rate', 20_000, 5000)(5000)).toBe('5\u2009k');
  });
  test('ticks are round times inside the range', () => {
    const from = new Date(2026, 10, 20, 14, 7).getTime();
    const { at } = timeTicks(from, from + 86_400_000, 8, clockOf(zone));
    expect(at).toHaveLength(8);
    for (const time of at) expect(new Date(time).getHours() % 3).toBe(0);
  });
});

describe('lines', () => {
  test('a gap of more than three buckets is a band, a shorter one only a break', () => {
    expect(gaps([line([1, null, null, null, 1])], 5)).toEqual([]);
    expect(gaps([line([1, null, null, null, null, 1])], 6)).toEqual([[1, 4]]);
    expect(gaps([line([null, 1]), line([0, null])], 2)).toEqual([]);
  });
  test('in a stack a missing class is zero, a missing bucket is a gap', () => {
    expect(filled([line([1, null, null]), line([2, 3, null])], 3).map((one) => one.values)).toEqual([[1, 0, null], [2, 3, null]]);
  });
  test('the legend shows the last complete bucket', () => expect(lastComplete(line([1, 2, null, 9]), 3)).toBe(1));
  test('what is wrong lies below, and keeps its colour', () => {
    const series = ['2xx', '5xx', '4xx'].map((name) => ({ name, label: name, values: [null, 1, 2], partial: [true, false, true] }));
    const plot = plotOf({ shape: 'series', from: '', to: '', zone: '', completeUntil: null, buckets: ['2026-11-19T23:45:00Z', '2026-11-20T00:00:00Z', '2026-11-20T00:15:00Z'], dimension: 'statusClass', measure: 'requestsPerSecond', series }, 'area', { stacked: true }, { palette: light, series: [] });
    expect(plot.lines.map((one) => one.key)).toEqual(['5xx', '4xx', '2xx']);
    expect(plot.lines[0]!.colour).toBe(light.s5xx);
    expect(plot.firstPartial).toBe(2);
  });
  test('the nearest bucket', () => {
    expect(nearest([0, 10, 20], 14)).toBe(1);
    expect(nearest([0, 10, 20], 99)).toBe(2);
    expect(nearest([], 5)).toBe(-1);
  });
});

test('a widget with a spark asks for its first measure over time too', () => {
  const questions = questionsOf([{ id: 'r', type: 'table', title: '', x: 0, y: 0, w: 1, h: 1, query: { measures: ['requests', 'p95'], split: 'route', limit: 9 }, options: { spark: true } }]);
  expect(questions['r.spark']).toEqual({ measures: ['requests'], split: ['time', 'route'], limit: 9 });
});
