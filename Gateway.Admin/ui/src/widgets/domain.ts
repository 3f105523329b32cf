import type { Plot } from './lines';

/** The span of the time axis. A bar stands in the middle of its bucket, a point at its beginning: `shift` is that difference. */
export interface Domain { from: number; to: number; shift: number }

export function domainOf({ buckets, step, kind }: Pick<Plot, 'buckets' | 'step' | 'kind'>): Domain {
  const from = buckets[0] ?? 0;
  const last = buckets[buckets.length - 1] ?? 0;
  if (kind === 'bar') return { from, to: last + step, shift: step / 2 };
  return { from, to: buckets.length > 1 ? last : from + step, shift: 0 };
}

export interface Margins { left: number; right: number; top: number; bottom: number }
/** The same left edge for all charts, so that plots line up; room on top where versions are named. */
export const marginsOf = (large: boolean, labelled: boolean): Margins =>
  ({ left: large ? 66 : 52, right: 8, top: labelled ? 24 : 10, bottom: large ? 30 : 24 });

export function nearest(buckets: number[], time: number): number {
  let low = 0, high = buckets.length - 1;
  if (high < 0) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (buckets[middle]! <= time) low = middle; else high = middle;
  }
  return time - buckets[low]! <= buckets[high]! - time ? low : high;
}
