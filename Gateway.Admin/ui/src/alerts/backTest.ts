import { isDown, leavesOf, resolveOf } from './conditions';
import { conditionLabel } from './words';
import type { AlertEvent, BackTestLine, BackTestResult, Condition, Observed, StateChange } from './contract';

/** One firing with its end; without one it still fires. `number`: in the order they began, as the triangles above the chart have it. */
export interface Firing { number: number; instance: string; label: string; from: number; to: number | null; peak: number | null; unit: string | null }

const fallsTo = (a: number | null, b: number | null, down: boolean) => (a === null ? b : b === null ? a : down ? Math.min(a, b) : Math.max(a, b));

/** Pairs of fired and resolved, the first first. */
export function firingsOf(changes: Pick<StateChange, 'instance' | 'label' | 'at' | 'notice'>[], lines: BackTestLine[] = []): Firing[] {
  const open = new Map<string, Firing>();
  const found: Firing[] = [];
  for (const { instance, label, at, notice } of changes) {
    if (notice === 'fired' && !open.has(instance)) {
      const firing: Firing = { number: found.length + 1, instance, label, from: Date.parse(at), to: null, peak: null, unit: null };
      open.set(instance, firing);
      found.push(firing);
    } else if (notice === 'resolved') {
      const firing = open.get(instance);
      if (firing) firing.to = Date.parse(at);
      open.delete(instance);
    }
  }
  return found.map((firing) => ({ ...firing, ...peakOf(firing, lines) }));
}

/** The worst that the first condition of the firing's instance showed while it fired. */
function peakOf({ label, instance, from, to }: Firing, lines: BackTestLine[]): { peak: number | null; unit: string | null } {
  const own = lines.find((line) => line.instance === label || line.instance === instance);
  if (!own) return { peak: null, unit: null };
  const down = isDown(own.operator ?? undefined);
  const step = own.times.length > 1 ? Date.parse(own.times[1]!) - Date.parse(own.times[0]!) : 0;
  const peak = own.points.reduce<number | null>((worst, value, at) => {
    const time = Date.parse(own.times[at]!);
    return time > from - step && (to === null || time < to) ? fallsTo(worst, value, down) : worst;
  }, null);
  return { peak, unit: own.unit };
}

/** What the log says of an alert as firings; tests are none. Rows come newest first. */
export function firingsOfLog(events: AlertEvent[], lines: BackTestLine[] = []): Firing[] {
  const rows = [...events].reverse().filter(({ isTest }) => !isTest);
  const began = rows.filter(({ notice, incident }, at) => notice === 'resolved' && !rows.slice(0, at).some((other) => other.incident === incident && other.notice === 'fired'));
  // Of one that began before the rows at hand only the end is known.
  const changes = [...began.map((row) => ({ instance: row.instance, label: row.instance, at: incidentStart(row.incident) ?? row.windowFrom, notice: 'fired' as const })), ...rows.map((row) => ({ instance: row.instance, label: row.instance, at: row.time, notice: row.notice }))];
  return firingsOf(changes.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)), lines);
}

/** When an incident began, as its name has it: acme/orders//20260102T030405Z. */
export function incidentStart(incident: string): string | undefined {
  const match = /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(incident);
  return match ? `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}Z` : undefined;
}

/** The chart of one condition: times without a figure in between are gaps, and so are stretches that cannot be told. */
export interface ConditionChart {
  path: string; label: string; unit: string | null; isNot: boolean; threshold: number | null; resolve: number | undefined; operator: string | null;
  times: number[]; lines: { instance: string; values: (number | null)[] }[];
}

export function chartsOf(result: Pick<BackTestResult, 'series' | 'cannotTell' | 'from' | 'to'>, when: Condition, whole: { resolveBelow?: number | null; resolveAbove?: number | null }): ConditionChart[] {
  const paths = [...new Set(result.series.map(({ path }) => path))];
  // The whole time is drawn, also where an instance was not there yet.
  const edges = [Date.parse(result.from), Date.parse(result.to) - 1, ...result.cannotTell.flatMap(({ from, to }) => [Date.parse(from), Date.parse(to) - 1])];
  const leaves = leavesOf(when);
  return paths.sort((a, b) => leaves.findIndex(({ path }) => path === a) - leaves.findIndex(({ path }) => path === b)).map((path) => {
    const own = result.series.filter((line) => line.path === path);
    const leaf = leaves.find((one) => one.path === path);
    const first = own[0]!;
    const times = [...new Set([...own.flatMap((line) => line.times.map((time) => Date.parse(time))), ...edges])].sort((a, b) => a - b);
    return {
      path, label: conditionLabel(first.label), unit: first.unit, isNot: leaf?.isNot ?? false, threshold: first.threshold, operator: first.operator, resolve: leaf && resolveOf(leaf.condition, whole), times,
      lines: own.map((line) => { const at = new Map(line.times.map((time, index) => [Date.parse(time), line.points[index] ?? null])); return { instance: line.instance, values: times.map((time) => at.get(time) ?? null) }; }),
    };
  });
}

/** What an answer says of the condition at a path; after "not" it is met when what it turns is not. */
export function saidOf(conditions: Observed[] | undefined, path: string): Observed | undefined {
  return conditions?.find((one) => one.path === path);
}
export const turnedVerdict = (verdict: Observed['verdict'], isNot: boolean) => (isNot && verdict === 'met' ? 'notMet' : isNot && verdict === 'notMet' ? 'met' : verdict);
