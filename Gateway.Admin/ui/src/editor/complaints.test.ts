import { expect, test } from 'vitest';
import { placesOf, saidAt } from './complaints';

const complaints = { 'widgets[1].query.measures[0]': ['is no measure'], 'widgets[10].title': ['is long'], title: ['is required'] };

test('what lies inside a field is said at the field, what begins alike is not', () => {
  expect(saidAt(complaints, 'widgets[1].query.measures')).toBe('Is no measure.');
  expect(saidAt(complaints, 'widgets[1]')).toBe('Is no measure.');
  expect(saidAt(complaints, 'widgets[1].query.split')).toBeUndefined();
  expect(saidAt(complaints, 'tit')).toBeUndefined();
});

test('each leads to its widget', () => {
  const widgets = [0, 1].map((at) => ({ id: `w${at}`, type: 'line' as const, title: at ? 'Errors' : '', x: 0, y: 0, w: 1, h: 1, query: null, options: {} }));
  expect(placesOf(complaints, { widgets })).toEqual([
    { path: 'widgets[1].query.measures[0]', label: 'Errors: query.measures[0]', words: 'Is no measure.', widget: 'w1' },
    { path: 'widgets[10].title', label: 'widgets[10].title', words: 'Is long.', widget: undefined },
    { path: 'title', label: 'title', words: 'Is required.', widget: undefined },
  ]);
});
