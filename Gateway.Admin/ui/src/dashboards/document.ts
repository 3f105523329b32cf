import type { Compare, Filter, Range } from '../app/contract';
import type { DashboardSearch, LabelledFilter } from '../app/search';
import { usual, zone as browserZone } from '../app/time';
import type { Widget } from '../widgets/contract';

/** A dashboard as the API stores it; the members after `widgets` are answered besides. */
export interface Dashboard {
  id: string; tenant: string; title: string; description: string | null; folder: string | null; tags: string[];
  access: 'tenant' | 'team' | 'private'; team: string | null;
  defaults: Defaults;
  widgets: Widget[];
  shipped?: string | null; edited?: boolean; version?: number; updatedAt?: string | null; updatedBy?: string | null;
  owner?: { id: string; name: string } | null; favourite?: boolean; mayEdit?: boolean;
  share?: { createdAt: string; createdBy: string; expiresAt: string | null } | null;
}
export interface Defaults { range: Range; zone: string | null; filters: Filter[]; refreshSeconds: number; compare: Compare | null }

/** What is on screen: the dashboard's own defaults, and the address where it says otherwise. */
export interface View { from: string; to: string; zone: string; filters: LabelledFilter[]; compare: Compare | 'none'; refresh: number }

export const defaultView = (defaults: Partial<Defaults> | null | undefined): View => ({
  from: defaults?.range?.from ?? usual.from, to: defaults?.range?.to ?? usual.to,
  zone: defaults?.zone ?? browserZone,
  filters: defaults?.filters ?? [],
  compare: defaults?.compare ?? 'none',
  refresh: defaults?.refreshSeconds ?? 0,
});

export function viewOf(search: DashboardSearch, own: View): View {
  const { from, to, zone, filters, compare, refresh } = search;
  return {
    ...(from && to ? { from, to } : { from: own.from, to: own.to }),
    zone: zone ?? own.zone, filters: filters ?? own.filters, compare: compare ?? own.compare, refresh: refresh ?? own.refresh,
  };
}

const bare = (filters: Filter[]) => JSON.stringify(filters.map(({ dimension, op, values }) => [dimension, op, values]));

/** The address of a view: only what differs from the dashboard's own. */
export function searchOf(view: View, own: View): DashboardSearch {
  return {
    ...(view.from !== own.from || view.to !== own.to ? { from: view.from, to: view.to } : {}),
    ...(view.zone !== own.zone ? { zone: view.zone } : {}),
    ...(bare(view.filters) !== bare(own.filters) ? { filters: view.filters } : {}),
    ...(view.compare !== own.compare ? { compare: view.compare } : {}),
    ...(view.refresh !== own.refresh ? { refresh: view.refresh } : {}),
  };
}

/** Where an alert on a widget is begun: with its question, and with what narrows the page. */
export function alertHref(tenant: string, dashboard: string, { title, query }: Widget, filters: LabelledFilter[], series?: string): string {
  const bare = filters.map(({ dimension, op, values }) => ({ dimension, op, values }));
  const search = new URLSearchParams({ query: JSON.stringify(query), ...(title ? { title } : {}), dashboard, ...(series ? { series } : {}), ...(bare.length ? { filters: JSON.stringify(bare) } : {}) });
  return `/t/${encodeURIComponent(tenant)}/alerts/new?${search}`;
}

/** The page of single requests, as it is asked for by the same words as a dashboard. */
export function requestsHref(tenant: string, { from, to }: Range, zone: string, filters: LabelledFilter[]): string {
  const search = new URLSearchParams({ from, to });
  if (zone !== browserZone) search.set('zone', zone);
  if (filters.length) search.set('filters', JSON.stringify(filters.map(({ dimension, op, values, labels }) => ({ dimension, op, values, ...(labels ? { labels } : {}) }))));
  return `/t/${encodeURIComponent(tenant)}/requests?${search}`;
}
