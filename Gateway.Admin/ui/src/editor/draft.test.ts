import { describe, expect, test } from 'vitest';
import type { Dashboard } from '../dashboards/document';
import type { Widget, WidgetOptions } from '../widgets/contract';
import { bodyOf, copyOf, differences, type Draft, draftOf, emptyDraft, freeId, idsFor, soundDraft, soundWidget, withNew, withOption, withoutWidget, withWidget } from './draft';

const widget = (id: string, more: Partial<Widget> = {}): Widget => ({ id, type: 'line', title: id.toUpperCase(), x: 0, y: 0, w: 6, h: 4, query: { measures: ['requests'], split: 'time' }, options: {}, ...more });
const draft: Draft = {
  id: 'd', tenant: 'acme', title: 'D', description: null, folder: null, tags: [], access: 'tenant', team: null,
  defaults: { range: { from: 'now-24h', to: 'now' }, zone: null, filters: [], refreshSeconds: 0, compare: null }, widgets: [widget('a'), widget('b', { x: 6 })],
};

test('what the API answers besides is not sent back, what nobody knows is', () => {
  const stored = { ...draft, version: 3, mayEdit: true, favourite: false, share: null, owner: null, shipped: null, edited: false, updatedAt: null, updatedBy: null, later: 'kept' } as Dashboard;
  const back = draftOf(stored) as unknown as Record<string, unknown>;
  expect(Object.keys(back).sort()).toEqual([...Object.keys(draft), 'later'].sort());
});

test('a new dashboard is named by its title, and never by an address of the list', () => {
  expect(idsFor('Checkout health').slice(0, 2)).toEqual(['checkout-health', 'checkout-health-2']);
  expect(idsFor('New')[0]).toBe('new-2');
  expect(idsFor('\u05D0')[0]).toBe('dashboard');
  expect(idsFor('x'.repeat(90)).every((id) => id.length <= 64)).toBe(true);
  expect(emptyDraft('*', { folder: 'Shop' }, 'private')).toMatchObject({ id: 'new-dashboard', tenant: 'platform', title: 'New dashboard', folder: 'Shop', access: 'private', widgets: [] });
});

describe('options', () => {
  const given = { note: 'per second', stacked: true, invented: { by: 'a later version' } } as WidgetOptions;
  test('one edited keeps all others, also one that the form does not know', () => {
    expect(withOption(given, 'note', 'each')).toEqual({ stacked: true, invented: { by: 'a later version' }, note: 'each' });
    expect(withOption(given, 'decimals', 2)).toEqual({ ...given, decimals: 2 });
  });
  test('what says nothing is left out', () => {
    expect(withOption(given, 'note', '')).toEqual({ stacked: true, invented: { by: 'a later version' } });
    expect(withOption({ thresholds: [{ value: 1, color: 'warn' }] }, 'thresholds', [])).toEqual({});
    expect(withOption({}, 'legend', false)).toEqual({ legend: false });
    expect(withOption({}, 'min', 0)).toEqual({ min: 0 });
  });
  test('another type keeps what it does not know', () => {
    const changed = withWidget({ ...draft, widgets: [widget('a', { options: given })] }, 'a', (one) => ({ ...one, type: 'table' }));
    expect(changed.widgets[0]!.options).toEqual(given);
  });
});

describe('differences', () => {
  test('are counted as a person would', () => {
    expect(differences(draft, draft)).toEqual([]);
    expect(differences(draft, { ...draft, title: 'Other' })).toEqual([{ words: 'Title changed' }]);
    expect(differences(draft, withWidget(draft, 'a', (one) => ({ ...one, title: 'New' })))).toEqual([{ words: 'New changed', widget: 'a' }]);
    expect(differences(draft, withNew(draft, widget('c')))).toEqual([{ words: 'C added', widget: 'c' }]);
  });
  test('all that only moved is one', () => {
    const moved = { ...draft, widgets: [widget('a', { x: 6 }), widget('b', { x: 0 })] };
    expect(differences(draft, moved)).toEqual([{ words: 'Layout changed' }]);
    expect(differences(draft, withoutWidget(draft, 'b'))).toEqual([{ words: 'B removed' }]);
  });
});

test('ids are free, and short words of what the widget is', () => {
  expect(freeId(draft.widgets, 'errors/by-reason')).toBe('errors-by-reason');
  expect(freeId(draft.widgets, 'a')).toBe('a-2');
  expect(freeId([], '///')).toBe('widget');
});

test('a copy has its own id and shares nothing', () => {
  const copy = copyOf(draft, 'a')!;
  expect(copy).toMatchObject({ id: 'a-2', title: 'A' });
  expect(copy.query).not.toBe(draft.widgets[0]!.query);
});

test('a new widget lands where there is room, the rest stays', () => {
  const after = withNew(draft, widget('c', { w: 12 }));
  expect(after.widgets.map(({ id, x, y }) => `${id} ${x},${y}`)).toEqual(['a 0,0', 'b 6,0', 'c 0,4']);
});

test('filters are sent without the words of their chips', () => {
  const filter = { dimension: 'route', op: 'is' as const, values: ['orders'], labels: ['Orders'] };
  const body = bodyOf({ ...draft, defaults: { ...draft.defaults, filters: [filter] }, widgets: [widget('a', { query: { measures: ['requests'], filters: [filter] } })] });
  expect(JSON.stringify(body)).not.toContain('labels');
  expect(body.widgets[0]!.query!.filters).toEqual([{ dimension: 'route', op: 'is', values: ['orders'] }]);
});

test('what is written as JSON is taken when it can be drawn', () => {
  expect(soundDraft(draft)).toEqual(draft);
  expect(soundDraft({ ...draft, widgets: [{ id: 'a', type: 'line', x: 0, y: 0, w: 1, h: 1, query: { measures: ['x'] } }] })?.widgets[0]).toMatchObject({ title: '', options: {} });
  for (const wrong of [null, [], 'x', { ...draft, widgets: {} }, { ...draft, widgets: [1] }, { ...draft, tags: [1] }, { ...draft, defaults: null }, { ...draft, widgets: [widget('a'), widget('a')] }]) expect(soundDraft(wrong)).toBeUndefined();
  expect(soundWidget({ ...widget('a'), w: 'wide' })).toBeUndefined();
  expect(soundWidget({ ...widget('a'), query: [] })).toBeUndefined();
});
