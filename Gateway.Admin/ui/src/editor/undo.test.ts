import { expect, test } from 'vitest';
import { begun, done, redone, undone } from './undo';

test('back and forth over every change', () => {
  const three = done(done(begun(1), 2), 3);
  expect(undone(three).present).toBe(2);
  expect(undone(undone(undone(three))).present).toBe(1);
  expect(redone(undone(three)).present).toBe(3);
  expect(redone(three)).toEqual({ ...three, label: undefined });
});

test('the letters of one field are one step', () => {
  const typed = done(done(done(begun('x'), 'a', 'title'), 'ab', 'title'), 'abc', 'title');
  expect(undone(typed).present).toBe('x');
  expect(undone(done(typed, 'abc!', 'note')).present).toBe('abc');
});

test('what was undone is gone after another change, and a step back ends the typing', () => {
  const back = undone(done(begun('x'), 'a', 'title'));
  const again = done(back, 'b', 'title');
  expect(again.future).toEqual([]);
  expect(undone(again).present).toBe('x');
});

test('no change is no step', () => {
  const history = begun({ a: 1 });
  expect(done(history, { a: 1 })).toBe(history);
});
