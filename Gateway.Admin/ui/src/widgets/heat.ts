import { type Clock, clockOf } from '../app/clock';
import type { Answer } from '../app/contract';
import type { Palette } from '../app/palette';
import { zone } from '../app/time';
import { tickLabel, timeTicks } from './axes';

/** A heat map ready to draw: bands from the lowest with any request to the highest, the lowest first. */
export interface Heat {
  buckets: number[]; step: number; firstPartial: number; clock: Clock;
  bands: { name: string; key: string; values: (number | null)[] }[];
  most: number;
}

export function heatOf(answer: Answer, clock: Clock = clockOf(zone)): Heat {
  const buckets = (answer.x ?? []).map((time) => Date.parse(time));
  const all = (answer.y ?? []).map((name, index) => ({ name, key: answer.keys?.[index] ?? '', values: answer.values?.[index] ?? [] }));
  const any = all.map(({ values }) => values.some((value) => value));
  const [first, last] = [any.indexOf(true), any.lastIndexOf(true)];
  const partial = answer.partial ?? [];
  let firstPartial = buckets.length;
  while (firstPartial > 0 && partial[firstPartial - 1]) firstPartial--;
  return {
    buckets, step: buckets.length > 1 ? buckets[1]! - buckets[0]! : 60_000, firstPartial, clock,
    bands: first < 0 ? [] : all.slice(first, last + 1),
    most: Math.max(0, ...all.flatMap(({ values }) => values.map((value) => value ?? 0))),
  };
}

/** The colour of a cell; none for one without requests. */
export const heatColour = (value: number | null | undefined, most: number, steps: string[]) =>
  value && most ? steps[Math.min(steps.length - 1, Math.floor((value / most) * (steps.length - 1) + 0.999))]! : null;

export interface HeatLayout { left: number; top: number; right: number; bottom: number; width: number; height: number; cell: number; row: number }
export function layoutOf({ buckets, bands }: Heat, size: { width: number; height: number }, large = false): HeatLayout {
  const [left, top, right, bottom] = [large ? 92 : 76, 4, 4, large ? 30 : 24];
  const width = Math.max(1, size.width - left - right), height = Math.max(1, size.height - top - bottom);
  return { left, top, right, bottom, width, height, cell: width / Math.max(1, buckets.length), row: height / Math.max(1, bands.length) };
}

export function drawHeat(canvas: HTMLCanvasElement, heat: Heat, size: { width: number; height: number }, palette: Palette, steps: string[], large = false) {
  const { left, top, width, height, cell, row } = layoutOf(heat, size, large);
  const sharp = devicePixelRatio || 1;
  canvas.width = Math.round(size.width * sharp);
  canvas.height = Math.round(size.height * sharp);
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.scale(sharp, sharp);
  const { buckets, bands, most, clock, step, firstPartial } = heat;
  buckets.forEach((_, x) => {
    // Nothing was recorded here: neither requests nor their absence.
    if (bands.every(({ values }) => (values[x] ?? null) === null)) { pen.fillStyle = palette.sunken; pen.fillRect(left + x * cell, top, cell, height); }
    pen.globalAlpha = x >= firstPartial ? 0.5 : 1;
    bands.forEach(({ values }, y) => {
      const colour = heatColour(values[x], most, steps);
      if (!colour) return;
      pen.fillStyle = colour;
      const gap = cell > 3 ? 1 : 0;
      pen.fillRect(left + x * cell, top + height - (y + 1) * row, Math.max(1, cell - gap), Math.max(1, row - 1));
    });
    pen.globalAlpha = 1;
  });
  pen.fillStyle = palette.text3;
  pen.font = `${large ? 14 : 11}px 'Inter Variable', sans-serif`;
  pen.textBaseline = 'middle';
  pen.textAlign = 'right';
  const every = Math.max(1, Math.ceil((large ? 20 : 15) / row));
  bands.forEach(({ name }, y) => { if (y % every === 0) pen.fillText(name, left - 8, top + height - (y + 0.5) * row); });
  const end = (buckets[buckets.length - 1] ?? 0) + step;
  const ticks = timeTicks(buckets[0] ?? 0, end, Math.max(2, Math.floor(width / (large ? 76 : 58))), clock);
  pen.textAlign = 'center';
  for (const time of ticks.at) {
    const x = left + ((time - buckets[0]!) / (end - buckets[0]!)) * width;
    if (x > left + 14 && x < left + width - 14) pen.fillText(tickLabel(time, ticks.step, clock), x, size.height - 10);
  }
}
