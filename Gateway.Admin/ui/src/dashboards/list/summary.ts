import type { DashboardSummary } from '../../app/contract';

export interface Section { title: string; about?: string; items: DashboardSummary[] }

const byTitle = (one: DashboardSummary, other: DashboardSummary) => one.title.localeCompare(other.title) || one.id.localeCompare(other.id);
/** The shipped ones in the order in which one reads them; what a newer gateway adds comes after. */
const order = ['overview', 'performance', 'errors', 'apis-and-routes', 'consumers', 'clients', 'refusals', 'upstreams', 'gateway'];
const place = ({ id }: DashboardSummary) => (order.includes(id) ? order.indexOf(id) : order.length);
const byPlace = (one: DashboardSummary, other: DashboardSummary) => place(one) - place(other) || byTitle(one, other);

/** What the list shows: favourites, then the own ones by folder, then those that came with the gateway. Each one once. */
export function sectionsOf(items: DashboardSummary[]): Section[] {
  const rest = items.filter(({ favourite }) => !favourite);
  const own = rest.filter(({ shipped, id }) => shipped !== id);
  const folders = [...new Set(own.flatMap(({ folder }) => folder ?? []))].sort((one, other) => one.localeCompare(other));
  return [
    { title: 'Favourites', items: items.filter(({ favourite }) => favourite).sort(byTitle) },
    ...folders.map((folder) => ({ title: folder, items: own.filter((one) => one.folder === folder).sort(byTitle) })),
    { title: folders.length ? 'In no folder' : 'Own', items: own.filter(({ folder }) => !folder).sort(byTitle) },
    { title: 'Come with the gateway', items: rest.filter(({ shipped, id }) => shipped === id).sort(byPlace) },
  ].filter(({ items }) => items.length);
}

/** What an imported file looks like: a whole file, or one dashboard. */
export function readFile(text: string): { body: object; titles: string[] } | string {
  let read: unknown;
  try { read = JSON.parse(text); } catch (error) { return `This is not JSON. ${error instanceof Error ? error.message : ''}`.trim(); }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return 'A dashboard is an object: { "id": …, "title": …, "widgets": […] }.';
  const list = 'dashboards' in read ? read.dashboards : [read];
  if (!Array.isArray(list) || !list.length) return 'The file holds no dashboard.';
  return { body: read, titles: list.map((one: unknown) => (typeof one === 'object' && one !== null && 'title' in one && typeof one.title === 'string' ? one.title : 'Without a title')) };
}

export const accessWords = ({ access, team, owner }: Pick<DashboardSummary, 'access' | 'team' | 'owner'>, teamName: (id: string) => string = (id) => id): string =>
  access === 'private' ? (owner ? `Private, ${owner.name}` : 'Private') : access === 'team' && team ? `Team ${teamName(team)}` : 'Whole tenant';
