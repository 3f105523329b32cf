import type { Clock } from '../app/clock';
import type { Unit } from '../app/measures';

const minute = 60_000, hour = 60 * minute, dayLength = 24 * hour;
const steps = [1, 2, 5, 10, 15, 30].map((m) => m * minute)
  .concat([1, 2, 3, 6, 12].map((h) => h * hour))
  .concat([1, 2, 7, 14, 30, 60].map((d) => d * dayLength));

/** Round times of the reader's clock between two instants, at most `most` of them. */
export function timeTicks(from: number, to: number, most: number, clock: Clock): { at: number[]; step: number } {
  const step = steps.find((one) => (to - from) / one <= most) ?? steps[steps.length - 1]!;
  const at = new Set<number>();
  // From midnight on, as the clocks of the zone show it: a day with a change of clocks has 23 or 25 hours.
  const midnight = Math.floor(clock.wall(from) / dayLength) * dayLength;
  for (let wall = midnight; at.size < 500; wall += step) {
    const time = clock.fromWall(wall);
    if (time > to) break;
    if (time >= from) at.add(time);
  }
  return { at: [...at], step };
}

export function tickLabel(time: number, step: number, clock: Clock): string {
  const midnight = clock.wall(time) % dayLength === 0;
  return step >= dayLength || (midnight && step > 3 * hour) ? clock.day(time) : clock.clock(time);
}

/** A top and a step that give about four round splits from the bottom. */
export function scale(max: number, whole: boolean, bottom = 0): { top: number; step: number } {
  if (!(max > bottom)) return { top: bottom + 1, step: whole ? 1 : 0.25 };
  const rough = (max - bottom) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.82) ?? 10 * power;
  if (whole && step < 1) step = 1;
  return { top: bottom + Math.ceil((max - bottom) / step - 1e-9) * step, step };
}

const digitsOf = (step: number) => {
  for (let digits = 0; digits < 4; digits++) if (Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) < 1e-6) return digits;
  return 4;
};

/** One unit and one number of decimals for all labels of an axis; zero is written 0. */
export function axisWriter(unit: Unit, top: number, step: number): (value: number) => string {
  const [factor, sign] = axisUnit(unit, top);
  const digits = digitsOf(step / factor);
  return (value) => (value === 0 ? '0' : `${(value / factor).toLocaleString(undefined, { minimumFractionDigits: digits, maximumFractionDigits: digits })}${sign}`);
}

function axisUnit(unit: Unit, top: number): [number, string] {
  const thin = '\u2009';
  if (unit === 'ratio') return [0.01, `${thin}%`];
  if (unit === 'ms') return top >= 1000 ? [1000, `${thin}s`] : [1, `${thin}ms`];
  const sizes: [number, string][] = unit === 'bytes' ? [[1e12, 'TB'], [1e9, 'GB'], [1e6, 'MB'], [1e3, 'kB'], [1, 'B']] : [[1e9, 'G'], [1e6, 'M'], [1e4, 'k']];
  const size = sizes.find(([from]) => top >= from);
  if (!size) return [1, ''];
  return [size[1] === 'k' ? 1e3 : size[0], `${thin}${size[1]}`];
}
