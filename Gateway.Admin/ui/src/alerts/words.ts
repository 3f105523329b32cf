import type { Catalogue, Filter } from '../app/contract';
import { opWords as filterOps } from '../app/filterWords';
import { cut, figure, none, written } from '../app/format';
import { dimensionLabel, nothingOf } from '../app/measures';
import { type Severity, severityTone } from '../app/severity';
import type { Tone } from '../widgets/Tag';
import { chartUnit, health, linesOf, measureName, turned, groupOf, childrenOf, unitIn } from './conditions';
import type { AlertEvent, AlertStatus, Condition, Verdict } from './contract';

/** How alerts are told: one word for each thing, here and nowhere else. */
export const stateWords: Record<AlertStatus, string> = { firing: 'Firing', pending: 'Pending', noData: 'No data', error: 'Cannot be judged', ok: 'OK' };
export const stateOrder: AlertStatus[] = ['firing', 'error', 'noData', 'pending', 'ok'];
export const stateTone = (state: AlertStatus, severity: Severity): Tone => (state === 'firing' ? severityTone[severity] : state === 'error' || state === 'noData' ? 'warn' : 'neutral');
export const verdictWords: Record<Verdict, string> = { met: 'Met', notMet: 'Not met', noData: 'No data', error: 'Cannot be judged' };

export const reducers = [
  { value: 'avg', label: 'avg' }, { value: 'weightedAvg', label: 'weighted' }, { value: 'min', label: 'min' }, { value: 'max', label: 'max' }, { value: 'sum', label: 'sum' }, { value: 'last', label: 'last' }, { value: 'count', label: 'count' },
  { value: 'p50', label: 'p50' }, { value: 'p90', label: 'p90' }, { value: 'p95', label: 'p95' }, { value: 'p99', label: 'p99' },
];
export const operators = [{ value: '>', label: 'above' }, { value: '>=', label: 'at least' }, { value: '<', label: 'below' }, { value: '<=', label: 'at most' }, { value: '==', label: 'equal to' }, { value: '!=', label: 'other than' }];
const operatorWords = Object.fromEntries(operators.map(({ value, label }) => [value, label]));
export const earlier = [{ value: 'previous', label: 'the window before' }, { value: 'day', label: 'the same time yesterday' }, { value: 'week', label: 'the same time last week' }];
const earlierWords = Object.fromEntries(earlier.map(({ value, label }) => [value, label]));

/** What the gateway calls a condition, in the words of these pages. */
export const conditionLabel = (label: string) => label.replace('(weightedAvg)', '(weighted)');

/** A figure with its unit; days are the gateway's own. */
export function observed(value: number | null | undefined, unit: string | null | undefined): string {
  if (value === null || value === undefined) return none;
  return unit === 'days' ? `${figure(value, 'count').text}\u00a0${value === 1 ? 'day' : 'days'}` : written(value, chartUnit(unit));
}

export const filterWords = (filters: Filter[] | undefined) => (filters ?? []).map(({ dimension, op, values }) => `${dimensionLabel(dimension)} ${filterOps[op] ?? op} ${values.map((value) => value ?? nothingOf(dimension)).join(', ')}`).join(' · ');

/** What a condition looks at, without what it compares with. */
export function subjectOf(condition: Condition, catalogue: Catalogue | undefined): string {
  if (condition.health) return health[condition.health]?.label ?? condition.health;
  const { measures, dimension } = linesOf(condition, catalogue?.presets ?? []);
  const { series } = condition;
  if (series && measures.includes(series)) return measureName(series, catalogue);
  const first = measures[0] ? measureName(measures[0], catalogue) : (condition.query?.preset ?? 'Nothing');
  return series ? `${first}, ${dimension ? `${dimensionLabel(dimension)} ` : ''}${series}` : first;
}

/** One condition in words: "Error rate, avg, above 2 %, Route is payments". */
export function conditionWords(condition: Condition, catalogue: Catalogue | undefined): string {
  const { inner, isNot } = turned(condition, '');
  const kind = groupOf(inner);
  const not = isNot ? 'not ' : '';
  if (kind) {
    const parts = childrenOf(inner).map((child) => { const words = conditionWords(child, catalogue); return groupOf(turned(child, '').inner) && childrenOf(turned(child, '').inner).length > 1 ? `(${words})` : words; });
    const joined = parts.join(kind === 'all' ? ' and ' : ' or ');
    return isNot && parts.length > 1 ? `not (${joined})` : `${not}${joined}`;
  }
  const where = filterWords(inner.query?.filters);
  const tail = where ? `, ${where}` : '';
  if (inner.absent) return `${not}no request at all${tail}`;
  if (inner.health && inner.op === undefined) return `${not}${subjectOf(inner, catalogue)}`;
  const unit = unitIn(inner, catalogue);
  const what = `${subjectOf(inner, catalogue)}${inner.reduce && inner.reduce !== 'avg' && inner.reduce !== 'weightedAvg' ? ` (${inner.reduce})` : ''}`;
  const compared = inner.against ? ` against ${earlierWords[inner.against]}` : '';
  return `${not}${what} ${compareWords(inner)} ${observed(inner.against ? Math.abs(inner.threshold ?? 0) : inner.threshold, unit)}${compared}${tail}`;
}

/** The comparison; a change rises or falls. */
export function compareWords({ op = '', threshold = 0, against }: Condition): string {
  if (against && (op === '>' || op === '>=') && threshold >= 0) return 'rises by more than';
  if (against && (op === '<' || op === '<=') && threshold <= 0) return 'falls by more than';
  return operatorWords[op] ?? op;
}

/** What happened, for the log. */
export function eventWords({ to, notice, isTest, from }: Pick<AlertEvent, 'to' | 'notice' | 'isTest' | 'from'>): string {
  if (isTest) return 'Test';
  if (notice === 'resolved') return 'Resolved';
  if (to === 'ok') return from === 'pending' ? 'Not met any more' : 'OK';
  return stateWords[to];
}
export const eventTone = (event: Pick<AlertEvent, 'to' | 'notice' | 'isTest' | 'severity'>): Tone => (event.isTest ? 'neutral' : event.notice === 'resolved' ? 'ok' : stateTone(event.to, event.severity));

export const placeholders = ['name', 'severity', 'state', 'instance', 'value', 'threshold', 'condition', 'from', 'to'];
export const instanceWords = (dimension: string | undefined, label: string) => (label ? `${dimension ? `${dimensionLabel(dimension)} ` : ''}${cut(label, 60)}` : '');
