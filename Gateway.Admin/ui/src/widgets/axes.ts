import type { Unit } from '../app/measures';
import { clock, day } from '../app/time';

const minute = 60_000, hour = 60 * minute, dayLength = 24 * hour;
const steps = [1, 2, 5, 10, 15, 30].map((m) => m * minute)
  .concat([1, 2, 3, 6, 12].map((h) => h * hour))
  .concat([1, 2, 7, 14, 30, 60].map((d) => d * dayLength));

/** Round times of the reader's clock between two instants, at most `most` of them. */
export function timeTicks(from: number, to: number, most: number): { at: number[]; step: number } {
  const step = steps.find((one) => (to - from) / one <= most) ?? steps[steps.length - 1]!;
  const at: number[] = [];
  const cursor = new Date(from);
  cursor.setHours(0, 0, 0, 0);
  const days = step / dayLength;
  // From midnight on, by the local clock: a day with a change of clocks has 23 or 25 hours.
  for (let day = 0; cursor.getTime() <= to && at.length < 500; day++) {
    if (days >= 1) {
      if (day % days === 0 && cursor.getTime() >= from) at.push(cursor.getTime());
    } else {
      for (let minutes = 0; minutes < 1440; minutes += step / minute) {
        const time = new Date(cursor).setMinutes(minutes);
        if (time >= from && time <= to) at.push(time);
      }
    }
    cursor.setDate(cursor.getDate() + 1);
  }
  return { at: [...new Set(at)], step };
}

export function tickLabel(time: number, step: number): string {
  const midnight = new Date(time).getHours() === 0 && new Date(time).getMinutes() === 0;
  return step >= dayLength || (midnight && step > 3 * hour) ? day(time) : clock(time);
}

/** A top and a step that give about four round splits from zero. */
export function scale(max: number, whole: boolean): { top: number; step: number } {
  if (!(max > 0)) return { top: 1, step: whole ? 1 : 0.25 };
  const rough = max / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  let step = [1, 2, 2.5, 5, 10].map((one) => one * power).find((one) => one >= rough * 0.82) ?? 10 * power;
  if (whole && step < 1) step = 1;
  return { top: Math.ceil(max / step - 1e-9) * step, step };
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
