import type { Compare, Filter } from './contract';
import { isRange, usual } from './time';

/** Search parameters are read, never trusted: what does not fit becomes the default. */
export interface LabelledFilter extends Filter { labels?: string[] }
export interface RangeSearch { from: string; to: string }
export interface DashboardSearch extends RangeSearch { filters?: LabelledFilter[]; compare: Compare | 'none'; refresh: number }
export interface ListSearch { search?: string }
export type TeamsSearch = ListSearch & { kind?: 'groups' };
export type KeysSearch = ListSearch & { create?: boolean; key?: string };
export type TokensSearch = ListSearch & { create?: boolean };
export type UsersSearch = TokensSearch;
export interface SignInSearch { return?: string; way?: 'token' }
/** `actor`, `action`, `collection`: who did what to which kind of thing. Without a range, from the beginning until now. */
export type AuditSearch = ListSearch & Partial<RangeSearch> & { actor?: string; action?: string; collection?: string; entry?: string };
export type RoutesSearch = ListSearch & RangeSearch & { sort?: string; desc?: boolean };

type Raw = Record<string, unknown>;
const text = (value: unknown) => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined);

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
  return { ...listSearch(raw), ...(raw.create === true ? { create: true } : {}), ...(key ? { key } : {}) };
}

export const tokensSearch = (raw: Raw): TokensSearch => ({ ...listSearch(raw), ...(raw.create === true ? { create: true } : {}) });

export const signInSearch = (raw: Raw): SignInSearch => ({ ...(typeof raw.return === 'string' ? { return: raw.return } : {}), ...(raw.way === 'token' ? { way: 'token' } : {}) });

export function auditSearch(raw: Raw): AuditSearch {
  const words = Object.fromEntries((['actor', 'action', 'collection', 'entry'] as const).flatMap((name) => {
    const given = text(raw[name])?.slice(0, name === 'entry' ? 300 : 200);
    return given ? [[name, given]] : [];
  }));
  const [from, to] = [text(raw.from), text(raw.to)];
  return { ...listSearch(raw), ...words, ...(from && to && isRange(from, to) ? { from, to } : {}) };
}

const strings = (value: unknown): string[] | undefined =>
  Array.isArray(value) && value.every((one) => typeof one === 'string') ? (value as string[]) : undefined;

export function filtersOf(value: unknown): LabelledFilter[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const filters = value.slice(0, 20).flatMap((one: unknown): LabelledFilter[] => {
    if (typeof one !== 'object' || one === null) return [];
    const { dimension, op, values, labels } = one as Raw;
    const chosen = Array.isArray(values) && values.every((one) => one === null || typeof one === 'string') ? (values as (string | null)[]) : undefined;
    if (typeof dimension !== 'string' || !chosen?.length || (op !== 'is' && op !== 'isNot')) return [];
    const words = strings(labels);
    return [{ dimension, op, values: chosen, ...(words?.length === chosen.length ? { labels: words } : {}) }];
  });
  return filters.length ? filters : undefined;
}

export const refreshChoices = [0, 10, 30, 60, 300];

export function dashboardSearch(raw: Raw): DashboardSearch {
  const compare = text(raw.compare);
  const filters = filtersOf(raw.filters);
  return {
    ...rangeSearch(raw),
    ...(filters ? { filters } : {}),
    compare: compare === 'day' || compare === 'week' || compare === 'none' ? compare : 'previous',
    refresh: refreshChoices.includes(Number(raw.refresh)) && raw.refresh !== undefined ? Number(raw.refresh) : 30,
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
