import { expect, test } from 'vitest';
import { brokenAt, lineOf } from './locate';

const json = JSON.stringify({ title: 'a "quoted" { one', tags: ['x', 'y'], widgets: [{ id: 'a', options: {} }, { id: 'b', query: { measures: ['nope'] }, options: { foo: 1 } }] }, null, 2);
const lineWith = (text: string) => json.split('\n').findIndex((line) => line.includes(text)) + 1;

test('a path is found in the text', () => {
  expect(lineOf(json, 'title')).toBe(2);
  expect(lineOf(json, 'tags[1]')).toBe(lineWith('"y"'));
  expect(lineOf(json, 'widgets[1].query.measures[0]')).toBe(lineWith('nope'));
  expect(lineOf(json, 'widgets[1].options.foo')).toBe(lineWith('foo'));
});

test('what is missing is shown at what surrounds it', () => {
  expect(lineOf(json, 'widgets[1].title')).toBe(lineWith('"id": "b"') - 1);
  expect(lineOf(json, 'nothing.here')).toBe(1);
  expect(lineOf('{', 'a.b')).toBe(1);
});

test('a broken text says where, and what would be right', () => {
  expect(brokenAt(json)).toBeUndefined();
  expect(brokenAt('{\n  "a": 1,\n  "b": }\n')).toEqual({ line: 3, words: 'A value is expected here.' });
  expect(brokenAt('{\n  "a": 1\n  "b": 2 }')).toEqual({ line: 3, words: 'A comma or } is expected here.' });
  expect(brokenAt('[1, 2,\n]')?.line).toBe(2);
  expect(brokenAt('{"a": "x')?.words).toBe('A text in double quotes is expected here.');
  expect(brokenAt('{} {}')?.words).toBe('The end of the text is expected here.');
});
