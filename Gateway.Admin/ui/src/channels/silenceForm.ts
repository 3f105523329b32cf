import { clockOf } from '../app/clock';
import { type Errors, idFrom } from '../app/form';
import { labelOf } from '../app/labels';
import { date, moment } from '../app/time';
import type { Silence } from './contract';

/** A silence as its form has it: once for a while, or every week at the same hours. */
export interface SilenceValues {
  reason: string; kind: 'once' | 'weekly'; from: string; to: string;
  'weekly.days': string[]; 'weekly.from': string; 'weekly.to': string; 'weekly.zone': string;
  'matches.alerts': string[]; 'matches.severities': string[]; 'matches.labels': string[];
}
export const weekDays = [['mon', 'Monday'], ['tue', 'Tuesday'], ['wed', 'Wednesday'], ['thu', 'Thursday'], ['fri', 'Friday'], ['sat', 'Saturday'], ['sun', 'Sunday']] as const;

/** A moment as the browser's own field writes it, in a zone. */
export const fieldTime = (time: number, zone: string) => new Date(clockOf(zone).wall(time)).toISOString().slice(0, 16);
const instantOf = (text: string, zone: string) => (/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? new Date(clockOf(zone).fromWall(Date.parse(`${text}Z`))).toISOString() : text);

export const silenceValues = (now: number, zone: string, alert?: string): SilenceValues => ({
  reason: '', kind: 'once', from: fieldTime(now, zone), to: fieldTime(now + 3_600_000, zone),
  'weekly.days': [], 'weekly.from': '22:00', 'weekly.to': '06:00', 'weekly.zone': zone,
  'matches.alerts': alert ? [alert] : [], 'matches.severities': [], 'matches.labels': [],
});

export function silenceErrors(values: SilenceValues): Errors {
  const errors: Errors = {};
  if (!values.reason.trim()) errors.reason = 'Say why, for whoever wonders later.';
  if (values.kind === 'once' && !(values.from < values.to)) errors.to = 'The end has to come after the beginning.';
  if (values.kind === 'weekly' && !values['weekly.days'].length) errors['weekly.days'] = 'Choose at least one day.';
  return errors;
}

export function silenceDocument(values: SilenceValues, zone: string, now: number): object {
  const weekly = values.kind === 'weekly';
  return {
    id: `${idFrom(values.reason).slice(0, 40) || 'silence'}-${now.toString(36)}`, reason: values.reason.trim(),
    from: weekly ? new Date(now).toISOString() : instantOf(values.from, zone), to: weekly ? null : instantOf(values.to, zone),
    weekly: weekly ? { days: values['weekly.days'], from: `${values['weekly.from']}:00`.slice(0, 8), to: `${values['weekly.to']}:00`.slice(0, 8), zone: values['weekly.zone'] } : null,
    matches: { alerts: values['matches.alerts'], severities: values['matches.severities'], labels: Object.fromEntries(values['matches.labels'].map(labelOf)) },
  };
}

/** When it holds, in words. */
export function silenceTime({ from, to, weekly }: Pick<Silence, 'from' | 'to' | 'weekly'>): string {
  if (!weekly) return `${moment(from)} – ${to ? moment(to) : 'until it is ended'}`;
  const days = weekDays.filter(([day]) => weekly.days.includes(day)).map(([, name]) => name.slice(0, 3));
  return `${days.length === 7 ? 'Every day' : days.join(', ')}, ${weekly.from.slice(0, 5)} – ${weekly.to.slice(0, 5)} ${weekly.zone}${to ? `, until ${date(to)}` : ''}`;
}

/** Which alerts, in words. */
export function silenceSubject({ matches: { alerts = [], severities = [], labels = {}, instances = [] } }: Pick<Silence, 'matches'>, nameOf: (alert: string) => string): string {
  const parts = [alerts.map(nameOf).join(', '), severities.length ? `${severities.join(' and ')} ones` : '', ...Object.entries(labels).map(([name, value]) => `${name}: ${value}`), instances.join(', ')].filter(Boolean);
  return parts.join(', ') || 'All alerts';
}

export type SilencePhase = 'active' | 'coming' | 'resting' | 'over';
export function phaseOf({ active, from, to }: Pick<Silence, 'active' | 'from' | 'to'>, now: number): SilencePhase {
  if (to && Date.parse(to) <= now) return 'over';
  return active ? 'active' : Date.parse(from) > now ? 'coming' : 'resting';
}
