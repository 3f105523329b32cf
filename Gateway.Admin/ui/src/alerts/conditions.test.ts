import { expect, test } from 'vitest';
import type { Catalogue } from '../app/contract';
import { childrenOf, groupOf, leavesOf, moved, negated, resolveOf, shownFigure, storedFigure, turned, unitIn, within } from './conditions';
import type { Condition } from './contract';
import { conditionWords } from './words';

const errors: Condition = { query: { measures: ['errorRate'], filters: [{ dimension: 'route', op: 'is', values: ['payments'] }] }, reduce: 'avg', op: '>', threshold: 0.02 };
const drop: Condition = { query: { measures: ['requests'] }, reduce: 'sum', against: 'week', op: '<', threshold: -0.5 };
const many: Condition = { query: { measures: ['requests'] }, reduce: 'sum', op: '>', threshold: 500 };
const tree: Condition = { all: [errors, { any: [many, { not: drop }] }] };
const catalogue = { measures: [{ name: 'errorRate', label: 'Error rate', unit: 'ratio', description: '' }, { name: 'requests', label: 'Requests', unit: 'count', description: '' }], presets: [], dimensions: [], widgets: [] } as Catalogue;

test('leaves have the paths that the API names them by', () => {
  expect(leavesOf(tree).map(({ path, isNot }) => [path, isNot])).toEqual([['when.all[0]', false], ['when.all[1].any[0]', false], ['when.all[1].any[1].not', true]]);
  expect(leavesOf(errors).map(({ path }) => path)).toEqual(['when']);
});

test('not is put on and taken away, and what is inside is changed through it', () => {
  expect(negated(errors)).toEqual({ not: errors });
  expect(negated({ not: errors })).toBe(errors);
  expect(within({ not: { not: errors } }, many)).toEqual({ not: { not: many } });
  expect(turned({ not: { not: errors } }, 'when')).toEqual({ inner: errors, path: 'when.not.not', isNot: false });
});

test('groups know their kind and move their members', () => {
  expect(groupOf(tree)).toBe('all');
  expect(childrenOf(tree)).toHaveLength(2);
  expect(moved([1, 2, 3], 0, 1)).toEqual([2, 1, 3]);
  expect(moved([1, 2, 3], 0, -1)).toEqual([1, 2, 3]);
});

test('a tree is read as a sentence', () => {
  expect(conditionWords(tree, catalogue).replace(/\u00a0/g, ' ')).toBe('Error rate above 2.00 %, Route is payments and (Requests (sum) above 500 or not Requests (sum) falls by more than 50.00 % against the same time last week)');
  expect(conditionWords({ query: {}, absent: true }, catalogue)).toBe('no request at all');
  expect(conditionWords({ health: 'databaseAway' }, catalogue)).toBe('Database away');
});

test('the unit of a threshold follows from what is looked at and how', () => {
  expect(unitIn(errors, catalogue)).toBe('ratio');
  expect(unitIn(drop, catalogue)).toBe('ratio');
  expect(unitIn({ ...drop, as: 'difference' }, catalogue)).toBe('count');
  expect(unitIn({ ...errors, reduce: 'count' }, catalogue)).toBe('count');
  expect(unitIn({ health: 'keyExpiry' }, catalogue)).toBe('days');
});

test('ratios are written in per cent and stored as they were', () => {
  expect(shownFigure(0.07, 'ratio')).toBe(7);
  expect(storedFigure(0.7, 'ratio')).toBe(0.007);
  expect(shownFigure(0.1 + 0.2, 'ratio')).toBe(30);
  expect(shownFigure(undefined, 'ms')).toBe('');
});

test('the alert’s own second threshold holds where it lies on the right side', () => {
  expect(resolveOf(errors, { resolveBelow: 0.01 })).toBe(0.01);
  expect(resolveOf(errors, { resolveBelow: 0.5 })).toBeUndefined();
  expect(resolveOf({ ...errors, resolveBelow: 0.015 }, { resolveBelow: 0.01 })).toBe(0.015);
  expect(resolveOf(drop, { resolveBelow: 0.01 })).toBeUndefined();
});
