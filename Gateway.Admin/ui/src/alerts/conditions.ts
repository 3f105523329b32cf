import type { Catalogue, Preset } from '../app/contract';
import { measureOf, knowsMeasure, type Unit, unitOf } from '../app/measures';
import { dimensionOf, opened } from '../widgets/questions';
import type { Condition } from './contract';

/** The tree of conditions as documents have it: nothing is lost between the form and the text. */
export type GroupKind = 'all' | 'any';
export const groupOf = (condition: Condition): GroupKind | undefined => (condition.all ? 'all' : condition.any ? 'any' : undefined);

/** What is inside of "not", how often it is turned, and its path. */
export function turned(condition: Condition, path: string): { inner: Condition; path: string; isNot: boolean } {
  let isNot = false;
  while (condition.not) { condition = condition.not; path = `${path}.not`; isNot = !isNot; }
  return { inner: condition, path, isNot };
}

/** The same condition meaning the opposite. */
export function negated(condition: Condition): Condition {
  return condition.not ? condition.not : { not: condition };
}

/** Changes what is inside of "not", however often it is turned. */
export const within = (condition: Condition, inner: Condition): Condition => (condition.not ? { ...condition, not: within(condition.not, inner) } : inner);

export const childrenOf = (condition: Condition): Condition[] => condition.all ?? condition.any ?? [];
export const grouped = (kind: GroupKind, children: Condition[]): Condition => ({ [kind]: children });

/** All leaves with their paths, in the order of the document. */
export function leavesOf(condition: Condition, path = 'when'): { condition: Condition; path: string; isNot: boolean }[] {
  const { inner, path: at, isNot } = turned(condition, path);
  const kind = groupOf(inner);
  return kind ? childrenOf(inner).flatMap((child, index) => leavesOf(child, `${at}.${kind}[${index}]`)) : [{ condition: inner, path: at, isNot }];
}

/** One place up or down among its siblings. */
export function moved<T>(list: T[], from: number, by: -1 | 1): T[] {
  const to = from + by;
  if (to < 0 || to >= list.length) return list;
  const next = [...list];
  [next[from], next[to]] = [next[to]!, next[from]!];
  return next;
}

/** What a threshold on a measure begins with: whoever comes from a chart knows it and sets their own. */
export function startOn(measure: string): Pick<Condition, 'reduce' | 'op' | 'threshold'> {
  if (/rate$/i.test(measure)) return { reduce: 'weightedAvg', op: '>', threshold: 0.05 };
  if (measure === 'requestsPerSecond') return { reduce: 'avg', op: '>', threshold: 100 };
  if (measureOf(measure).unit === 'ms') return { reduce: 'avg', op: '>', threshold: 1000 };
  return { reduce: 'sum', op: '>', threshold: 100 };
}

export const newCondition = (): Condition => ({ query: { measures: ['errorRate'] }, reduce: 'weightedAvg', op: '>', threshold: 0.05 });

/** The looks at the gateway itself, each with its unit and what it begins with. */
export const health: Record<string, { label: string; unit: string; ofPlatform: boolean; start: Pick<Condition, 'op' | 'threshold'> }> = {
  destinationDown: { label: 'Destinations passed over', unit: 'count', ofPlatform: false, start: { op: '>=', threshold: 1 } },
  keyExpiry: { label: 'Days until a key expires', unit: 'days', ofPlatform: false, start: { op: '<=', threshold: 14 } },
  certificateExpiry: { label: 'Days until a certificate expires', unit: 'days', ofPlatform: false, start: { op: '<=', threshold: 14 } },
  databaseAway: { label: 'Database away', unit: 'count', ofPlatform: true, start: { op: '>=', threshold: 1 } },
  spoolBytes: { label: 'Spool', unit: 'bytes', ofPlatform: true, start: { op: '>', threshold: 536_870_912 } },
};

/** The lines a condition may look at: measures, and where it is split the dimension whose values are lines too. */
export function linesOf({ query = {} }: Condition, presets: Preset[]): { measures: string[]; dimension: string | undefined } {
  const { measures = [], split } = opened(query, presets);
  const by = dimensionOf(split);
  return { measures, dimension: by === 'latency' ? undefined : by };
}

/** What measure a condition's figure is of; undefined until that is settled. */
export function measureIn(condition: Condition, presets: Preset[]): string | undefined {
  const { measures, dimension } = linesOf(condition, presets);
  if (condition.absent) return 'requests';
  return condition.series && measures.includes(condition.series) ? condition.series : measures.length === 1 || (dimension && condition.series) ? measures[0] : undefined;
}

/** The unit that the threshold is in, as documents and answers write it. */
export function unitIn(condition: Condition, catalogue: Catalogue | undefined): string {
  if (condition.health) return health[condition.health]?.unit ?? 'count';
  if (condition.against && condition.as !== 'difference') return 'ratio';
  if (condition.reduce === 'count') return 'count';
  const measure = measureIn(condition, catalogue?.presets ?? []);
  return catalogue?.measures.find(({ name }) => name === measure)?.unit ?? unitSigns[measureOf(measure).unit];
}
const unitSigns: Record<Unit, string> = { count: 'count', rate: 'requests/s', ratio: 'ratio', ms: 'ms', bytes: 'bytes' };

export const measureName = (name: string, catalogue: Catalogue | undefined) => (knowsMeasure(name) ? measureOf(name).label : (catalogue?.measures.find((one) => one.name === name)?.label ?? name));

/** A ratio is written in per cent; all other figures as they are. */
export const shownFigure = (value: number | undefined, unit: string): number | '' => (value === undefined ? '' : unit === 'ratio' ? Number((value * 100).toPrecision(12)) : value);
export const storedFigure = (value: number, unit: string): number => (unit === 'ratio' ? Number((value / 100).toPrecision(12)) : value);
export const unitSign = (unit: string) => (unit === 'ratio' ? ' %' : unit === 'count' ? '' : unit === 'requests/s' ? ' req/s' : ` ${unit}`);
export const chartUnit = (unit: string | null | undefined): Unit => unitOf(unit) ?? 'count';

export const isUp = (op: string | undefined) => op === '>' || op === '>=';
export const isDown = (op: string | undefined) => op === '<' || op === '<=';
/** Where what fires is over; the alert's own holds where it lies on the right side. */
export function resolveOf(condition: Condition, whole: { resolveBelow?: number | null; resolveAbove?: number | null }): number | undefined {
  const { op, threshold = 0 } = condition;
  const own = isUp(op) ? condition.resolveBelow : isDown(op) ? condition.resolveAbove : undefined;
  const common = isUp(op) ? whole.resolveBelow : isDown(op) ? whole.resolveAbove : undefined;
  if (own !== undefined && own !== null) return own;
  return common !== undefined && common !== null && (isUp(op) ? common <= threshold : common >= threshold) ? common : undefined;
}
