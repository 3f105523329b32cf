import { isZone } from './clock';
import type { Compare, Filter, FilterOp, Query } from './contract';
import { severities, type Severity } from './severity';
import { isRange, usual } from './time';

type Raw = Record<string, unknown>;
const text = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined);

/** Search parameters are read, never trusted: what does not fit becomes the default. */
export interface LabelledFilter extends Filter { labels?: string[] }
export interface RangeSearch { from: string; to: string }
/**
 * Of a dashboard only what differs from its own defaults. `widget`: the one that fills the screen; `wall`: nothing but the dashboard;
 * `title` and `folder`: of one that is not stored yet.
 */
export interface DashboardSearch extends Partial<RangeSearch> { zone?: string; filters?: LabelledFilter[]; compare?: Compare | 'none'; refresh?: number; edit?: 1; widget?: string; wall?: 1; title?: string; folder?: string }
export interface ListSearch { search?: string }
export type DashboardsSearch = ListSearch & { tag?: string; create?: boolean };
export type TeamsSearch = ListSearch & { kind?: 'groups' };
export const keyStates = ['active', 'expiring', 'suspended', 'expired', 'revoked'] as const;
export type KeysSearch = ListSearch & { create?: boolean; key?: string; consumer?: string; state?: (typeof keyStates)[number] };
export type TokensSearch = ListSearch & { create?: boolean };
export type UsersSearch = TokensSearch;
export interface SignInSearch { return?: string; way?: 'token' }
/** `actor`, `action`, `collection`: who did what to which kind of thing. Without a range, from the beginning until now. */
export type AuditSearch = ListSearch & Partial<RangeSearch> & { actor?: string; action?: string; collection?: string; entry?: string };
/** `collection` and `id`: only what changed this kind, or this very thing. */
export type VersionsSearch = ListSearch & { collection?: string; id?: string };
/** Two versions beside each other; 0 is the empty gateway. */
export interface CompareSearch { since?: number; until?: number }
export const routeTabs = ['definition', 'traffic', 'keys', 'changes', 'json'] as const;
export type RouteTab = (typeof routeTabs)[number];
/** Of one thing with figures: its range, and for a route which part of it is shown. */
export type RouteSearch = Partial<RangeSearch> & { tab?: RouteTab };
export const rangeOnly = (raw: Raw): Partial<RangeSearch> => { const [from, to] = [text(raw.from), text(raw.to)]; return from && to && isRange(from, to) ? { from, to } : {}; };
export const routeSearch = (raw: Raw): RouteSearch => { const tab = routeTabs.find((one) => one === raw.tab && one !== 'definition'); return { ...rangeOnly(raw), ...(tab ? { tab } : {}) }; };
/** `clone`: the id of what is copied. */
export interface CloneSearch { clone?: string }
export const cloneSearch = (raw: Raw): CloneSearch => { const clone = text(raw.clone)?.slice(0, 64); return clone ? { clone } : {}; };
export type RoutesSearch = ListSearch & RangeSearch & { sort?: string; desc?: boolean };

/** Without a range the last hour; `request`: the one that is open; `live`: requests as they end, of no range. */
export interface RequestsSearch extends Partial<RangeSearch> { zone?: string; filters?: LabelledFilter[]; order?: 'slowest'; request?: string; live?: 1 }


/** `state` and `severity`: only those alerts. */
export type AlertsSearch = ListSearch & { state?: string; severity?: Severity };
export const alertStates = ['firing', 'error', 'noData', 'pending', 'ok', 'off'] as const;
export function alertsSearch(raw: Raw): AlertsSearch {
  const [state, severity] = [alertStates.find((one) => one === raw.state), severities.find((one) => one === raw.severity)];
  return { ...listSearch(raw), ...(state ? { state } : {}), ...(severity ? { severity } : {}) };
}
/** What a new alert begins with: a template, another alert, or the question of a widget with its filters. */
export interface NewAlertSearch { template?: string; clone?: string; title?: string; query?: Query; filters?: LabelledFilter[]; series?: string; dashboard?: string }
export function newAlertSearch(raw: Raw): NewAlertSearch {
  const words = Object.fromEntries((['template', 'clone', 'title', 'series', 'dashboard'] as const).flatMap((name) => { const given = text(raw[name])?.slice(0, 200); return given ? [[name, given]] : []; }));
  const { query } = raw;
  const filters = filtersOf(raw.filters);
  return { ...words, ...(typeof query === 'object' && query !== null && !Array.isArray(query) ? { query } : {}), ...(filters ? { filters } : {}) };
}
/** Of one alert: whether it is seen as text. */
export interface AlertSearch { view?: 'json' }
export const alertSearch = (raw: Raw): AlertSearch => (raw.view === 'json' ? { view: 'json' } : {});
/** The inbox: all of it or what is not seen; `event`: the one that is open. */
export interface InboxSearch { show?: 'all'; event?: number; alert?: string }
export function inboxSearch(raw: Raw): InboxSearch {
  const [event, alert] = [Number(raw.event ?? NaN), text(raw.alert)?.slice(0, 64)];
  return { ...(raw.show === 'all' ? { show: 'all' } : {}), ...(alert ? { alert } : {}), ...(Number.isSafeInteger(event) && event > 0 ? { event } : {}) };
}
export interface NewChannelSearch { type?: string }
export const newChannelSearch = (raw: Raw): NewChannelSearch => { const type = text(raw.type)?.slice(0, 40); return type ? { type } : {}; };
/** `create`: a silence is being made; `alert`: the one that is to be silent. */
export type SilencesSearch = { create?: boolean; alert?: string };
export const silencesSearch = (raw: Raw): SilencesSearch => { const alert = text(raw.alert)?.slice(0, 64); return { ...(raw.create === true ? { create: true } : {}), ...(alert ? { alert } : {}) }; };

export function rangeSearch(raw: Raw): RangeSearch {
  const [from, to] = [text(raw.from), text(raw.to)];
  return from && to && isRange(from, to) ? { from, to } : { ...usual };
}

export const listSearch = (raw: Raw): ListSearch => {
  const search = text(raw.search)?.slice(0, 200);
  return search ? { search } : {};
};

export function keysSearch(raw: Raw): KeysSearch {
  const key = text(raw.key)?.slice(0, 64);
  const consumer = text(raw.consumer)?.slice(0, 200);
  const state = keyStates.find((one) => one === raw.state);
  return { ...listSearch(raw), ...(consumer ? { consumer } : {}), ...(state ? { state } : {}), ...(raw.create === true ? { create: true } : {}), ...(key ? { key } : {}) };
}

export const tokensSearch = (raw: Raw): TokensSearch => ({ ...listSearch(raw), ...(raw.create === true ? { create: true } : {}) });

export function dashboardsSearch(raw: Raw): DashboardsSearch {
  const tag = text(raw.tag)?.slice(0, 50);
  return { ...tokensSearch(raw), ...(tag ? { tag } : {}) };
}

export const signInSearch = (raw: Raw): SignInSearch => ({ ...(typeof raw.return === 'string' ? { return: raw.return } : {}), ...(raw.way === 'token' ? { way: 'token' } : {}) });

export function auditSearch(raw: Raw): AuditSearch {
  const words = Object.fromEntries((['actor', 'action', 'collection', 'entry'] as const).flatMap((name) => {
    const given = text(raw[name])?.slice(0, name === 'entry' ? 300 : 200);
    return given ? [[name, given]] : [];
  }));
  const [from, to] = [text(raw.from), text(raw.to)];
  return { ...listSearch(raw), ...words, ...(from && to && isRange(from, to) ? { from, to } : {}) };
}

export function versionsSearch(raw: Raw): VersionsSearch {
  const [collection, id] = [text(raw.collection)?.slice(0, 40), text(raw.id)?.slice(0, 64)];
  return { ...listSearch(raw), ...(collection ? { collection, ...(id ? { id } : {}) } : {}) };
}

export function compareSearch(raw: Raw): CompareSearch {
  const number = (value: unknown) => { const read = Number(value); return value !== undefined && Number.isInteger(read) && read >= 0 && read < 2 ** 31 ? read : undefined; };
  const [since, until] = [number(raw.since), number(raw.until)];
  return { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
}

const isOp = (op: unknown): op is FilterOp => ['is', 'isNot', 'oneOf', 'prefix', 'gt', 'lt'].includes(String(op));
const strings = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') ? (value as string[]) : undefined;

export function filtersOf(value: unknown): LabelledFilter[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const filters = value.slice(0, 20).flatMap((one: unknown): LabelledFilter[] => {
    if (typeof one !== 'object' || one === null) return [];
    const { dimension, op, values, labels } = one as Raw;
    const chosen = Array.isArray(values) && values.every((one) => one === null || typeof one === 'string') ? (values as (string | null)[]) : undefined;
    if (typeof dimension !== 'string' || !chosen?.length || !isOp(op)) return [];
    const words = strings(labels);
    return [{ dimension, op: op === 'oneOf' ? 'is' : op, values: chosen, ...(words?.length === chosen.length ? { labels: words } : {}) }];
  });
  return filters.length ? filters : undefined;
}

/** The address of a dashboard that is being made: no stored one has this id. */
export const newDashboard = 'new';

export const refreshChoices = [0, 10, 30, 60, 300];

export function dashboardSearch(raw: Raw): DashboardSearch {
  const compare = (['previous', 'day', 'week', 'none'] as const).find((one) => one === raw.compare);
  const [from, to, zone, widget, title, folder] = [raw.from, raw.to, raw.zone, raw.widget, raw.title, raw.folder].map(text);
  // An empty list says that the dashboard's own filters are off.
  const filters = Array.isArray(raw.filters) && !raw.filters.length ? [] : filtersOf(raw.filters);
  return {
    ...(from && to && isRange(from, to) ? { from, to } : {}),
    ...(zone && isZone(zone) ? { zone } : {}),
    ...(filters ? { filters } : {}),
    ...(compare ? { compare } : {}),
    ...(raw.refresh !== undefined && refreshChoices.includes(Number(raw.refresh)) ? { refresh: Number(raw.refresh) } : {}),
    ...(Number(raw.edit) === 1 ? { edit: 1 } : {}),
    ...(widget ? { widget: widget.slice(0, 64) } : {}),
    ...(title ? { title: title.slice(0, 200) } : {}),
    ...(folder ? { folder: folder.slice(0, 100) } : {}),
    ...(Number(raw.wall) === 1 ? { wall: 1 } : {}),
  };
}

/** The filters for a row that was clicked. An id is unique in its tenant only: where several are seen, the tenant is chosen with it. */
export const withRow = (filters: LabelledFilter[], dimension: string, value: string | null, label: string, owner?: { id: string; name: string }) =>
  withFilter(owner && dimension !== 'tenant' ? withFilter(filters, 'tenant', owner.id, owner.name) : filters, dimension, value, label);

/** The filters with one more value; the same dimension and operator are one chip. */
export function withFilter(filters: LabelledFilter[] = [], dimension: string, value: string | null, label: string): LabelledFilter[] {
  const same = filters.find((one) => one.dimension === dimension && one.op === 'is');
  if (!same) return [...filters, { dimension, op: 'is', values: [value], labels: [label] }];
  if (same.values.includes(value)) return filters;
  // A second "is" on the same dimension narrows to the clicked value: the row was chosen from what the first one left.
  return filters.map((one) => (one === same ? { ...one, values: [value], labels: [label] } : one));
}

export function requestsSearch(raw: Raw): RequestsSearch {
  const [from, to, zone, request] = [text(raw.from), text(raw.to), text(raw.zone), text(raw.request)];
  const filters = filtersOf(raw.filters);
  return {
    ...(from && to && isRange(from, to) ? { from, to } : {}),
    ...(zone && isZone(zone) ? { zone } : {}),
    ...(filters ? { filters } : {}),
    ...(raw.order === 'slowest' ? { order: 'slowest' } : {}),
    ...(request ? { request: request.slice(0, 80) } : {}),
    ...(Number(raw.live) === 1 ? { live: 1 } : {}),
  };
}
