import { cut } from '../app/format';
import { clockOf } from '../app/clock';
import { useColours } from '../app/theme';
import { zone } from '../app/time';
import { scale } from '../widgets/axes';
import type { Line, Plot } from '../widgets/lines';
import { TimeChart } from '../widgets/TimeChart';
import type { ConditionChart, Firing } from './backTest';
import { chartUnit } from './conditions';
import { observed } from './words';

interface ChartProps { chart: ConditionChart; firings: Firing[]; from: number; to: number; numbered: boolean; small?: boolean }

/** One condition over the tested time, with the threshold at which it is met and the one at which it is over. */
export function BackTestChart({ chart, firings, from, to, numbered, small }: ChartProps) {
  const { palette, series } = useColours();
  return <div className={small ? 'back-chart back-chart-small' : 'back-chart'}><TimeChart title={chart.label} plot={plotOf(chart, firings, from, to, numbered, series, palette.text3)} legend={chart.lines.length > 1} labelled={false} /></div>;
}

function plotOf({ label, unit, threshold, resolve, times, lines }: ConditionChart, firings: Firing[], from: number, to: number, numbered: boolean, colours: string[], rest: string): Plot {
  const written = chartUnit(unit);
  const values = lines.flatMap((line) => line.values).filter((value) => value !== null);
  // Both thresholds are always in sight: they are what is tried out here.
  const wanted = [...values, ...(threshold === null ? [] : [threshold * (threshold > 0 ? 1.15 : 1)]), ...(resolve === undefined ? [] : [resolve])];
  const [low, high] = [Math.min(0, ...wanted, ...(threshold !== null && threshold < 0 ? [threshold * 1.15] : [])), Math.max(0, ...wanted)];
  const drawn = lines.map((line, at): Line => ({ key: line.instance || 'all', label: cut(line.instance || label, 60), colour: colours[at] ?? rest, values: line.values, unit: written, width: lines.length > 1 ? 1.5 : 1.75, ground: lines.length === 1 }));
  return {
    kind: 'line', stacked: false, buckets: times, step: times.length > 1 ? times[1]! - times[0]! : 60_000, lines: drawn, firstPartial: times.length, unit: written, clock: clockOf(zone), log: false, large: false, markers: [],
    thresholds: threshold === null ? [] : [{ value: threshold, color: 'error', label: `Fires ${observed(threshold, unit)}` }],
    resolves: resolve === undefined || resolve === threshold ? [] : [{ value: resolve, label: `Resolves ${observed(resolve, unit)}` }],
    fired: numbered ? marked(firings, from, to) : firings.map((firing) => stretch(firing, from, to)),
    min: low < 0 ? -scale(-low, false).top : undefined, max: high > 0 ? scale(high, false, low < 0 ? 0 : low).top : low < 0 ? 0 : undefined,
  };
}

const stretch = (firing: Firing, from: number, to: number) => ({ from: Math.max(firing.from, from), to: Math.min(firing.to ?? to, to) });

/** One triangle for firings that begin so near to each other that two would lie on each other: it has both numbers. */
function marked(firings: Firing[], from: number, to: number) {
  const groups: Firing[][] = [];
  for (const firing of firings) {
    const last = groups[groups.length - 1];
    // Two numbers are wider than one.
    if (last && firing.from - last[0]!.from < (to - from) / (last.length > 1 ? 11 : 20)) last.push(firing); else groups.push([firing]);
  }
  return groups.flatMap((group) => group.map((firing, at) => ({ ...stretch(firing, from, to), ...(at ? {} : { mark: group.length > 1 ? `${firing.number}–${group[group.length - 1]!.number}` : `${firing.number}` }) })));
}
