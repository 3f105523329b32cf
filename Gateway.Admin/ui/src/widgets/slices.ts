import type { Answer, Row } from '../app/contract';
import { isNothing, nothingOf, valueLabel } from '../app/measures';
import type { Palette } from '../app/palette';
import { coloursOf, noneName, otherName } from './colours';

export interface Slice { id: string; name: string; value: number; colour: string; row?: Row }

/** At most six slices: the greatest, and the rest of the whole as Other. What is nothing has no slice. */
export function slicesOf(answer: Answer, measure: string, palette: Palette, series: string[], most = 6): Slice[] {
  const dimension = answer.dimension ?? '';
  const rows = (answer.rows ?? []).map((row) => ({ row, value: row.values[measure] ?? 0 })).filter(({ value }) => value > 0).sort((a, b) => b.value - a.value);
  const beyond = answer.other?.[measure] ?? 0;
  const kept = rows.length > most || (beyond > 0 && rows.length === most) ? rows.slice(0, most - 1) : rows;
  const rest = rows.slice(kept.length).reduce((sum, { value }) => sum + value, beyond);
  const names = kept.map(({ row }) => (isNothing(dimension, row.key) ? otherName : row.key || noneName));
  const colours = coloursOf(names, dimension === 'statusClass' ? 'status' : undefined, palette, series, dimension);
  const slices = kept.map(({ row, value }, index): Slice => ({
    id: `${row.tenant}/${row.key}`, row, value, colour: colours[index]!,
    name: `${isNothing(dimension, row.key) ? nothingOf(dimension) : valueLabel(dimension, row.key!, row.label)}${row.tenant ? `, ${row.tenant}` : ''}`,
  }));
  return rest > 0 ? [...slices, { id: 'other', name: 'Other', value: rest, colour: palette.borderStrong }] : slices;
}

/** A sector of a ring around the middle of a square of 200, from one part of the whole to another; `hole` 0 makes a pie. */
export function sector(from: number, to: number, hole: number): string {
  const at = (part: number, radius: number) => {
    const angle = part * 2 * Math.PI - Math.PI / 2;
    return `${(100 + radius * Math.cos(angle)).toFixed(2)} ${(100 + radius * Math.sin(angle)).toFixed(2)}`;
  };
  const radius = 96;
  // A whole turn has no arc of its own: two halves.
  if (to - from > 0.9999) {
    const ring = (size: number, way: number) => `M100 ${100 - size}A${size} ${size} 0 1 ${way} 100 ${100 + size}A${size} ${size} 0 1 ${way} 100 ${100 - size}Z`;
    return ring(radius, 1) + (hole ? ring(hole, 0) : '');
  }
  const large = to - from > 0.5 ? 1 : 0;
  const outer = `${at(from, radius)}A${radius} ${radius} 0 ${large} 1 ${at(to, radius)}`;
  return hole ? `M${outer}L${at(to, hole)}A${hole} ${hole} 0 ${large} 0 ${at(from, hole)}Z` : `M100 100L${outer}Z`;
}
