import { allTenants, platformTenant } from '../app/access';
import { idFrom } from '../app/form';
import { newDashboard } from '../app/search';
import { usual } from '../app/time';
import type { Dashboard } from '../dashboards/document';
import type { Widget, WidgetOptions } from '../widgets/contract';
import { compact, freePlace, sameLayout } from './layout';

/** The part of a dashboard that is saved. What these pages do not know of it stays as it is. */
export type Draft = Pick<Dashboard, 'id' | 'tenant' | 'title' | 'description' | 'folder' | 'tags' | 'access' | 'team' | 'defaults' | 'widgets'>;

const answered = ['shipped', 'edited', 'version', 'updatedAt', 'updatedBy', 'owner', 'favourite', 'mayEdit', 'share'];
export const draftOf = (stored: Dashboard): Draft => Object.fromEntries(Object.entries(stored).filter(([name]) => !answered.includes(name))) as unknown as Draft;

const reserved = [newDashboard, 'export', 'import', 'removed'];
const mostIds = 20;

/** Ids to try for a dashboard, made of its title; the later ones for when the first are taken. */
export function idsFor(title: string): string[] {
  const base = idFrom(title).slice(0, 61) || 'dashboard';
  return Array.from({ length: mostIds }, (_, at) => (at ? `${base}-${at + 1}` : base)).filter((id) => !reserved.includes(id));
}

/** A dashboard that nobody has stored: empty, and for the whole tenant where its maker may write that. */
export function emptyDraft(tenant: string, { title = 'New dashboard', folder }: { title?: string; folder?: string }, access: Draft['access']): Draft {
  return {
    id: idsFor(title)[0]!, tenant: tenant === allTenants ? platformTenant : tenant, title, description: null, folder: folder ?? null, tags: [], access, team: null,
    defaults: { range: { ...usual }, zone: null, filters: [], refreshSeconds: 0, compare: null }, widgets: [],
  };
}

/** One option set, or taken away where it says nothing; all others stay, also those that no form knows. */
export function withOption<K extends keyof WidgetOptions>(options: WidgetOptions, name: K, value: WidgetOptions[K] | undefined | ''): WidgetOptions {
  const { [name]: _, ...others } = options;
  return value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length) ? others : { ...others, [name]: value };
}

export const withWidget = (draft: Draft, id: string, change: (widget: Widget) => Widget): Draft => ({ ...draft, widgets: draft.widgets.map((one) => (one.id === id ? change(one) : one)) });
export const withoutWidget = (draft: Draft, id: string): Draft => ({ ...draft, widgets: compact(draft.widgets.filter((one) => one.id !== id)) });

/** An id that no widget has yet, made of the words it is wished by. */
export function freeId(widgets: readonly { id: string }[], wish: string): string {
  const base = wish.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 56) || 'widget';
  for (let count = 1; ; count++) {
    const id = count === 1 ? base : `${base}-${count}`;
    if (!widgets.some((one) => one.id === id)) return id;
  }
}

/** One more widget, at the first place where it fits. */
export function withNew(draft: Draft, widget: Widget): Draft {
  return { ...draft, widgets: compact([...draft.widgets, { ...widget, ...freePlace(draft.widgets, widget) }]) };
}

export function copyOf(draft: Draft, id: string): Widget | undefined {
  const one = draft.widgets.find((each) => each.id === id);
  return one && { ...structuredClone(one), id: freeId(draft.widgets, id.replace(/-\d+$/, '')) };
}

const labels: Partial<Record<string, string>> = { title: 'Title', description: 'Description', folder: 'Folder', tags: 'Tags', access: 'Access', team: 'Team', defaults: 'What it opens with', id: 'Id' };
const text = (value: unknown) => JSON.stringify(value ?? null);
const contentOf = ({ x: _x, y: _y, w: _w, h: _h, ...content }: Widget) => text(content);

export interface Difference { words: string; widget?: string }

/** What is not the same in two states, as a person would count it; all that only moved is one. */
export function differences(before: Draft, after: Draft): Difference[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== 'widgets') as (keyof Draft)[];
  const found: Difference[] = names.filter((name) => text(before[name]) !== text(after[name])).map((name) => ({ words: `${labels[name] ?? name} changed` }));
  const called = ({ title, id }: Widget) => title || id;
  for (const widget of after.widgets) {
    const old = before.widgets.find(({ id }) => id === widget.id);
    if (!old) found.push({ words: `${called(widget)} added`, widget: widget.id });
    else if (contentOf(old) !== contentOf(widget)) found.push({ words: `${called(widget)} changed`, widget: widget.id });
  }
  for (const widget of before.widgets) if (!after.widgets.some(({ id }) => id === widget.id)) found.push({ words: `${called(widget)} removed` });
  const [old, now] = [before, after].map(({ widgets }, at) => widgets.filter(({ id }) => (at ? before : after).widgets.some((one) => one.id === id)).sort((a, b) => (a.id < b.id ? -1 : 1)));
  if (!sameLayout(old!, now!)) found.push({ words: 'Layout changed' });
  return found;
}

/** As the API takes it: filters without the words for their chips. */
export function bodyOf(draft: Draft): Draft {
  const bare = <T extends { dimension: string; op: string; values: unknown[] }>({ dimension, op, values }: T) => ({ dimension, op, values }) as T;
  return {
    ...draft,
    defaults: { ...draft.defaults, ...(draft.defaults?.filters ? { filters: draft.defaults.filters.map(bare) } : {}) },
    widgets: draft.widgets.map((widget) => (widget.query?.filters ? { ...widget, query: { ...widget.query, filters: widget.query.filters.map(bare) } } : widget)),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A widget that can be drawn, from what somebody wrote; undefined where it cannot. Whether it is right, the API says. */
export function soundWidget(value: unknown): Widget | undefined {
  if (!isObject(value) || typeof value.id !== 'string' || typeof value.type !== 'string') return undefined;
  if (!['x', 'y', 'w', 'h'].every((name) => Number.isInteger(value[name]))) return undefined;
  if (!(value.query === undefined || value.query === null || isObject(value.query)) || !(value.options === undefined || isObject(value.options))) return undefined;
  return { ...value, title: typeof value.title === 'string' ? value.title : '', query: value.query ?? null, options: value.options ?? {} } as unknown as Widget;
}

/** The same for a whole dashboard. */
export function soundDraft(value: unknown): Draft | undefined {
  if (!isObject(value) || typeof value.id !== 'string' || typeof value.title !== 'string' || !Array.isArray(value.widgets)) return undefined;
  const widgets = value.widgets.map(soundWidget);
  if (!widgets.every((one) => one !== undefined) || new Set(widgets.map(({ id }) => id)).size < widgets.length) return undefined;
  if (!(value.tags === undefined || (Array.isArray(value.tags) && value.tags.every((tag) => typeof tag === 'string'))) || !isObject(value.defaults)) return undefined;
  const { defaults } = value;
  if (!isObject(defaults.range) || !(defaults.filters === undefined || Array.isArray(defaults.filters))) return undefined;
  return { ...value, tags: value.tags ?? [], defaults: { ...defaults, filters: defaults.filters ?? [] }, widgets } as unknown as Draft;
}
