import { expect, test } from 'vitest';
import type { DashboardSummary } from '../../app/contract';
import { accessWords, readFile, sectionsOf } from './summary';

const one = (id: string, more: Partial<DashboardSummary> = {}): DashboardSummary => ({
  id, tenant: 'acme', title: id, description: null, folder: null, tags: [], access: 'tenant', team: null, shipped: null, edited: false, version: 1,
  updatedAt: null, updatedBy: null, owner: null, favourite: false, mayEdit: true, mayRemove: true, shared: false, widgetCount: 1, ...more,
});

test('each dashboard is in one section, favourites first, shipped ones last in their order', () => {
  const found = sectionsOf([
    one('gateway', { shipped: 'gateway' }), one('zebra'), one('later', { shipped: 'later' }), one('overview', { shipped: 'overview' }), one('b', { folder: 'Shop' }), one('a', { folder: 'Shop' }), one('errors', { shipped: 'errors', favourite: true }),
  ]);
  expect(found.map(({ title, items }) => [title, items.map(({ id }) => id)])).toEqual([
    ['Favourites', ['errors']], ['Shop', ['a', 'b']], ['In no folder', ['zebra']], ['Come with the gateway', ['overview', 'gateway', 'later']],
  ]);
});

test('own ones without folders stand under one title', () => expect(sectionsOf([one('a')]).map(({ title }) => title)).toEqual(['Own']));

test('a file is many dashboards or one', () => {
  expect(readFile('{"dashboards":[{"title":"A"},{}]}')).toEqual({ body: { dashboards: [{ title: 'A' }, {}] }, titles: ['A', 'Without a title'] });
  expect(readFile('{"title":"B"}')).toMatchObject({ titles: ['B'] });
});

test.each(['', '[1]', '7', '{"dashboards":[]}', '{"dashboards":1}'])('%s is no file of dashboards', (text) => expect(typeof readFile(text)).toBe('string'));

test('who sees it is said in words', () => {
  expect(accessWords(one('a'))).toBe('Whole tenant');
  expect(accessWords(one('a', { access: 'team', team: 'shop' }), () => 'The shop')).toBe('Team The shop');
  expect(accessWords(one('a', { access: 'private', owner: { id: 'ann', name: 'Ann' } }))).toBe('Private, Ann');
});
