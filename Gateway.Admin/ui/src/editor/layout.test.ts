import { describe, expect, test } from 'vitest';
import type { Widget } from '../widgets/contract';
import { arranged, compact, freePlace, resized, sameLayout, stepped } from './layout';

const box = (id: string, x: number, y: number, w: number, h: number): Widget => ({ id, type: 'line', title: id, x, y, w, h, query: null, options: {} });
const places = (items: Widget[]) => items.map(({ id, x, y, w, h }) => `${id} ${x},${y} ${w}x${h}`);
const two = [box('a', 0, 0, 6, 4), box('b', 6, 0, 6, 4)];
const stack = [box('a', 0, 0, 6, 4), box('b', 0, 4, 6, 4)];

test('what hangs in the air sinks upwards, and what overlaps gives way', () => {
  expect(places(compact([box('a', 0, 3, 6, 2), box('b', 0, 9, 6, 2)]))).toEqual(['a 0,0 6x2', 'b 0,2 6x2']);
  expect(places(compact([box('a', 0, 0, 6, 4), box('b', 3, 2, 6, 4)]))).toEqual(['a 0,0 6x4', 'b 3,4 6x4']);
});

describe('moving', () => {
  test('onto another pushes that one down', () => expect(places(arranged(two, 'b', { x: 0, y: 0, w: 6, h: 4 }))).toEqual(['a 0,4 6x4', 'b 0,0 6x4']));
  test('down past another swaps the two', () => expect(places(arranged(stack, 'a', { x: 0, y: 4, w: 6, h: 4 }))).toEqual(['a 0,4 6x4', 'b 0,0 6x4']));
  test('stays within the columns and above nothing', () => expect(places(arranged(two, 'a', { x: 40, y: -3, w: 6, h: 4 }))[0]).toBe('a 6,0 6x4'));
  test('never leaves two over each other', () => {
    const many = [box('a', 0, 0, 4, 3), box('b', 4, 0, 4, 5), box('c', 8, 0, 4, 2), box('d', 0, 3, 4, 4), box('e', 2, 7, 8, 3)];
    for (const { id, w, h } of many) for (let x = 0; x < 12; x++) for (let y = 0; y < 12; y++) {
      const after = arranged(many, id, { x, y, w, h });
      const cells = after.flatMap((one) => Array.from({ length: one.w * one.h }, (_, at) => `${one.x + (at % one.w)},${one.y + Math.floor(at / one.w)}`));
      expect(new Set(cells).size).toBe(cells.length);
      expect(after.every((one) => one.x >= 0 && one.x + one.w <= 12 && one.y >= 0)).toBe(true);
    }
  });
  test('the document itself is left alone', () => { arranged(two, 'b', { x: 0, y: 0, w: 6, h: 4 }); expect(places(two)).toEqual(['a 0,0 6x4', 'b 6,0 6x4']); });
});

describe('the keyboard', () => {
  test('one press down goes past the widget below', () => expect(places(stepped(stack, 'a', 0, 1))).toEqual(['a 0,4 6x4', 'b 0,0 6x4']));
  test('one press up comes back', () => expect(places(stepped(stepped(stack, 'a', 0, 1), 'a', 0, -1))).toEqual(places(stack)));
  test('sideways by one column', () => expect(stepped([box('a', 0, 0, 4, 3)], 'a', 1, 0)[0]!.x).toBe(1));
  test('at an edge nothing changes', () => {
    expect(sameLayout(stepped(two, 'a', -1, 0), two)).toBe(true);
    expect(sameLayout(stepped(two, 'a', 0, -1), two)).toBe(true);
    expect(sameLayout(stepped([two[0]!], 'a', 0, 1), [two[0]!])).toBe(true);
  });
});

test('a size is kept readable and within the columns', () => {
  expect(places(resized(two, 'b', 40, 99))[1]).toBe('b 6,0 6x24');
  expect(places(resized(two, 'a', 0, 0))[0]).toBe('a 0,0 3x3');
  expect(places(resized(two, 'a', 8, 4))).toEqual(['a 0,0 8x4', 'b 6,4 6x4']);
  expect(places(resized([box('tiny', 0, 0, 1, 1)], 'tiny', 1, 1))).toEqual(['tiny 0,0 1x1']);
});

test('the first free place is the highest', () => {
  expect(freePlace([box('a', 0, 0, 6, 4)], { w: 6, h: 4 })).toEqual({ x: 6, y: 0, w: 6, h: 4 });
  expect(freePlace(two, { w: 3, h: 2 })).toEqual({ x: 0, y: 4, w: 3, h: 2 });
});
