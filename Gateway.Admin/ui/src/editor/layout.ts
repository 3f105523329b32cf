import type { Widget, WidgetType } from '../widgets/contract';

/** Where widgets stand: 12 columns, as many rows as it takes, nothing over anything else and nothing hanging in the air. */
export type Box = Pick<Widget, 'x' | 'y' | 'w' | 'h'>;
type Placed = Box & { id: string };

export const columns = 12;
const tallest = 24;

/** Below this nothing can be read. */
export const leastOf = (type: WidgetType) => (type === 'number' ? { w: 2, h: 2 } : type === 'text' ? { w: 2, h: 1 } : { w: 3, h: 3 });
/** How large a widget of a type comes. */
export const usualOf = (type: WidgetType) => (type === 'number' ? { w: 3, h: 2 } : type === 'text' ? { w: 6, h: 2 } : type === 'table' ? { w: 6, h: 6 } : { w: 6, h: 4 });

const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, Math.round(value)));
const overlaps = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
export const byPlace = (a: Box, b: Box) => a.y - b.y || a.x - b.x;
const fitted = ({ x, y, w, h }: Box): Box => {
  const wide = within(w, 1, columns);
  return { w: wide, h: within(h, 1, tallest), x: within(x, 0, columns - wide), y: Math.max(0, Math.round(y)) };
};

/** Everything as far up as it goes, in the order in which it is read. */
export function compact<T extends Placed>(items: readonly T[]): T[] {
  const settled: T[] = [];
  for (const item of [...items].sort(byPlace)) {
    const one = { ...item };
    while (settled.some((other) => overlaps(other, one))) one.y++;
    while (one.y > 0 && !settled.some((other) => overlaps(other, { ...one, y: one.y - 1 }))) one.y--;
    settled.push(one);
  }
  return items.map(({ id }) => settled.find((one) => one.id === id)!);
}

/** The layout with one widget put somewhere. What is in the way goes above it where there is room (so that two swap), else below. */
export function arranged<T extends Placed>(items: readonly T[], id: string, box: Box, mayRise = true): T[] {
  const all = items.map((one) => (one.id === id ? { ...one, ...fitted(box) } : { ...one }));
  const moving = all.find((one) => one.id === id);
  if (!moving) return all;
  const sink = (one: T, y: number) => {
    one.y = y;
    for (const other of all.filter((each) => each !== one && each !== moving && overlaps(each, one)).sort(byPlace)) sink(other, one.y + one.h);
  };
  for (const one of all.filter((each) => each !== moving && overlaps(each, moving)).sort(byPlace)) {
    const above = { ...one, y: moving.y - one.h };
    if (mayRise && above.y >= 0 && !all.some((other) => other !== one && overlaps(other, above))) one.y = above.y;
    else sink(one, moving.y + moving.h);
  }
  return compact(all);
}

export const sameLayout = (a: readonly Placed[], b: readonly Placed[]) =>
  a.length === b.length && a.every((one, at) => { const other = b[at]!; return one.id === other.id && one.x === other.x && one.y === other.y && one.w === other.w && one.h === other.h; });

/** One step of the keyboard: as far as it takes for something to change, since a widget below a tall one moves only past it. */
export function stepped<T extends Placed>(items: readonly T[], id: string, dx: number, dy: number): T[] {
  const start = items.find((one) => one.id === id);
  const bottom = Math.max(0, ...items.map(({ y, h }) => y + h));
  for (let far = 1; start; far++) {
    const box = { ...start, x: start.x + dx * far, y: start.y + dy * far };
    if (box.x < 0 || box.x + box.w > columns || box.y < 0 || box.y > bottom) break;
    const next = arranged(items, id, box);
    if (!sameLayout(items, next)) return next;
  }
  return [...items];
}

/** Another size at the same place; what is narrow already may stay so. */
export function resized(items: readonly Widget[], id: string, w: number, h: number): Widget[] {
  const one = items.find((each) => each.id === id);
  if (!one) return [...items];
  const least = leastOf(one.type);
  const box = { ...one, w: within(w, Math.min(least.w, one.w), columns - one.x), h: within(h, Math.min(least.h, one.h), tallest) };
  return arranged(items, id, box, false);
}

/** The first place from the top where it fits. */
export function freePlace(items: readonly Box[], { w, h }: Pick<Box, 'w' | 'h'>): Box {
  for (let y = 0; ; y++) {
    for (let x = 0; x + w <= columns; x++) {
      const box = { x, y, w, h };
      if (!items.some((one) => overlaps(one, box))) return box;
    }
  }
}
