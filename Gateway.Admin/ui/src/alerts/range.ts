import type { Filter } from '../app/contract';
import type { DashboardSearch } from '../app/search';
import { leavesOf } from './conditions';
import type { AlertBody, AlertEvent, Condition } from './contract';

/** Filters that every condition has: what of a dashboard the alert is about. */
export function commonFilters(when: Condition): Filter[] {
  const all = leavesOf(when).map(({ condition }) => condition.query?.filters ?? []);
  return (all[0] ?? []).filter((filter) => all.every((others) => others.some((one) => JSON.stringify(one) === JSON.stringify(filter))));
}

/** A dashboard at exactly this time, narrowed to what the alert looks at. */
export function rangeSearch(from: number, to: number, alert: Pick<AlertBody, 'when' | 'each'> | null | undefined, instance = ''): DashboardSearch {
  const filters = [...(alert ? commonFilters(alert.when) : []), ...(alert?.each && instance ? [{ dimension: alert.each.dimension, op: 'is' as const, values: [instance.slice(instance.indexOf('/') + 1)] }] : [])];
  return { from: new Date(from).toISOString(), to: new Date(Math.max(to, from + 1000)).toISOString(), ...(filters.length ? { filters } : {}) };
}

/** The time that one change of state looked at. A look at the gateway itself has none: an hour before it is shown. */
export function eventSearch(event: AlertEvent, alert: Pick<AlertBody, 'when' | 'each'> | null | undefined): DashboardSearch {
  const [from, to] = [Date.parse(event.windowFrom), Date.parse(event.windowTo)];
  return from < to ? rangeSearch(from, to, alert, event.instance) : rangeSearch(to - 3_600_000, to, alert, event.instance);
}
