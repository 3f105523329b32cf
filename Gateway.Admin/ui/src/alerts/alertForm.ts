import { type Errors, idError } from '../app/form';
import { labelOf, labelTexts } from '../app/labels';
import type { Severity } from '../app/severity';
import type { AlertBody, Condition, FanOut, WhenMissing } from './contract';
import { newCondition } from './conditions';
import { secondsOf, spanOf, spanWords } from './durations';

/** An alert as its form has it; the names are the paths of the API's errors. Lengths of time are as people write them. */
export interface AlertValues {
  name: string; id: string; description: string; team: string | null; severity: Severity; enabled: boolean;
  when: Condition; window: string; every: string; for: string; keepFiring: string; cooldown: string; lag: string;
  resolveBelow: number | ''; resolveAbove: number | ''; noData: string | null; onError: string | null; each: FanOut | null; zone: string | null;
  channels: string[]; message: string; dashboard: string | null; labels: string[];
}

export const alertLabels: Record<keyof AlertValues, string> = {
  name: 'Name', id: 'Id', description: 'Description', team: 'Team', severity: 'Severity', enabled: 'Enabled', when: 'Conditions', window: 'Looks at', every: 'Check every', for: 'Must hold for',
  keepFiring: 'Keep firing for', cooldown: 'Rest after firing', lag: 'Wait for late traffic', resolveBelow: 'Resolve below', resolveAbove: 'Resolve above', noData: 'On no data', onError: 'On error',
  each: 'One for each', zone: 'Time zone', channels: 'Channels', message: 'Message', dashboard: 'Dashboard', labels: 'Labels',
};

const spans = ['window', 'every', 'for', 'keepFiring', 'cooldown', 'lag'] as const;

export const blankAlert = (): Partial<AlertBody> => ({ when: newCondition() });

export const alertValues = (alert: Partial<AlertBody>): AlertValues => ({
  name: alert.name ?? '', id: alert.id ?? '', description: alert.description ?? '', team: alert.team ?? null, severity: alert.severity ?? 'warning', enabled: alert.enabled ?? true,
  when: alert.when ?? newCondition(),
  window: spanWords(alert.window), every: spanWords(alert.every ?? '00:01:00'), for: spanWords(alert.for ?? '00:00:00'), keepFiring: spanWords(alert.keepFiring ?? '00:00:00'), cooldown: spanWords(alert.cooldown ?? '00:00:00'), lag: spanWords(alert.lag),
  resolveBelow: alert.resolveBelow ?? '', resolveAbove: alert.resolveAbove ?? '', noData: alert.noData ?? 'ok', onError: alert.onError ?? 'alert', each: alert.each ?? null, zone: alert.zone ?? null,
  channels: alert.channels ?? [], message: alert.message ?? '', dashboard: alert.dashboard ?? null, labels: labelTexts(alert.labels),
});

const stored = (text: string) => { const seconds = secondsOf(text); return seconds === undefined ? text : spanOf(seconds); };
const optional = (text: string) => (text.trim() ? stored(text) : undefined);

/** The document of a form; what is not given is left out, what has no place in it is kept. */
export function alertDocument(values: AlertValues): AlertBody {
  const given = {
    id: values.id, name: values.name.trim(), description: values.description.trim() || undefined, team: values.team ?? undefined, severity: values.severity, enabled: values.enabled,
    when: values.when, each: values.each ?? undefined,
    window: optional(values.window), every: stored(values.every), for: stored(values.for), keepFiring: stored(values.keepFiring), cooldown: stored(values.cooldown), lag: optional(values.lag),
    resolveBelow: values.resolveBelow === '' ? undefined : values.resolveBelow, resolveAbove: values.resolveAbove === '' ? undefined : values.resolveAbove,
    noData: values.noData as WhenMissing, onError: values.onError as WhenMissing, zone: values.zone ?? undefined,
    channels: values.channels, message: values.message.trim() ? values.message : undefined, dashboard: values.dashboard ?? undefined,
    labels: Object.fromEntries(values.labels.map(labelOf)),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as unknown as AlertBody;
}

/** What is wrong before anything is sent. What conditions must be is the gateway's to say. */
export function alertErrors(values: AlertValues, isNew: boolean): Errors {
  const errors: Errors = {};
  if (!values.name.trim()) errors.name = 'Give it a name.';
  const id = isNew ? idError(values.id) : undefined;
  if (id) errors.id = id;
  for (const name of spans) {
    const text = values[name].trim();
    if (!text ? name !== 'window' && name !== 'lag' : secondsOf(text) === undefined) errors[name] = 'Write a length of time, such as 30 s, 5 min or 1 h 30 min.';
  }
  if (values.labels.some((text) => !labelOf(text)[0])) errors.labels = 'A label is a name and a value, such as team: payments.';
  return errors;
}

const isText = (value: unknown) => value === undefined || value === null || typeof value === 'string';
const isNumber = (value: unknown) => value === undefined || value === null || typeof value === 'number';
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = ['id', 'name', 'description', 'team', 'severity', 'window', 'every', 'for', 'keepFiring', 'cooldown', 'lag', 'noData', 'onError', 'zone', 'message', 'dashboard'];
const known = [...texts, 'enabled', 'when', 'resolveBelow', 'resolveAbove', 'each', 'channels', 'labels'];

/** The form's values of a text; undefined where the form cannot follow it. */
export function readAlert(value: unknown): AlertValues | undefined {
  if (!isObject(value) || !isCondition(value.when) || Object.keys(value).some((name) => !known.includes(name))) return undefined;
  if (!texts.every((name) => isText(value[name])) || !isNumber(value.resolveBelow) || !isNumber(value.resolveAbove)) return undefined;
  if (value.severity !== undefined && !['info', 'warning', 'critical'].includes(value.severity as string)) return undefined;
  if (value.enabled !== undefined && typeof value.enabled !== 'boolean') return undefined;
  if (value.each !== undefined && value.each !== null && !(isObject(value.each) && typeof value.each.dimension === 'string' && isNumber(value.each.limit))) return undefined;
  if (value.channels !== undefined && !(Array.isArray(value.channels) && value.channels.every((one) => typeof one === 'string'))) return undefined;
  if (value.labels !== undefined && !(isObject(value.labels) && Object.values(value.labels).every((one) => typeof one === 'string'))) return undefined;
  return alertValues(value as Partial<AlertBody>);
}

/** Whether a tree can be drawn: each part is a group of parts, or a condition whose members are of the kinds they have to be. */
export function isCondition(value: unknown, depth = 0): value is Condition {
  if (!isObject(value) || depth > 8) return false;
  const { all, any, not, query } = value;
  if ([all, any].some((list) => list !== undefined && !(Array.isArray(list) && list.every((one) => isCondition(one, depth + 1))))) return false;
  if (not !== undefined && !isCondition(not, depth + 1)) return false;
  if (['series', 'reduce', 'op', 'against', 'as', 'health'].some((name) => !isText(value[name])) || ['threshold', 'resolveBelow', 'resolveAbove'].some((name) => !isNumber(value[name]))) return false;
  return query === undefined || query === null || (isObject(query) && isText(query.preset) && (query.measures === undefined || isTexts(query.measures)) && (query.filters === undefined || isFilters(query.filters)));
}
const isTexts = (value: unknown) => Array.isArray(value) && value.every((one) => typeof one === 'string');
const isFilters = (value: unknown) => Array.isArray(value) && value.every((one) => isObject(one) && typeof one.dimension === 'string' && typeof one.op === 'string' && Array.isArray(one.values));

/** What decides whether it fires: nothing else needs another back-test. */
export const judgedBy = ({ when, window, every, for: hold, keepFiring, cooldown, lag, resolveBelow, resolveAbove, noData, onError, each, zone, team }: AlertBody) =>
  ({ when, window, every, for: hold, keepFiring, cooldown, lag, resolveBelow, resolveAbove, noData, onError, each, zone, team });

/** What the API takes of an alert that was answered: without what is only told. */
export function bodyOf(alert: AlertBody & Record<string, unknown>): AlertBody {
  return alertDocument(alertValues(alert));
}
