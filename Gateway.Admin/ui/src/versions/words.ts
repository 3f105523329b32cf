import type { DocumentChange, Version } from '../app/contract';

const ones: Record<string, string> = { tenants: 'tenant', teams: 'team', apis: 'API', groups: 'group', clusters: 'cluster', routes: 'route', keys: 'key' };
export const oneOf = (collection: string) => ones[collection] ?? collection;

export const actOf = ({ before, after }: Pick<DocumentChange, 'before' | 'after'>) => (before === null || before === undefined ? 'Created' : after === null || after === undefined ? 'Deleted' : 'Changed');
const verbs = { create: 'Created', update: 'Changed', delete: 'Deleted' } as const;

/** What a version did, in one line: the first few things by name, the rest counted. */
export function summaryOf({ touched, changeCount }: Pick<Version, 'touched' | 'changeCount'>): string {
  if (!touched.length) return 'What it changed was removed with its tenant';
  let verb = '';
  const named = touched.map(({ action, collection, id }) => {
    const said = verbs[action] === verb ? '' : `${verb ? verbs[action].toLowerCase() : verbs[action]} `;
    verb = verbs[action];
    return `${said}${oneOf(collection)} ${id}`;
  });
  const more = changeCount - touched.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}

/** Where a document of the configuration has its page; undefined for kinds without one. */
export function pageOf({ collection, tenant, id }: { collection: string; tenant: string; id: string }): string | undefined {
  const at = `/t/${encodeURIComponent(tenant)}`;
  switch (collection) {
    case 'routes': case 'clusters': case 'teams': return `${at}/${collection}/${encodeURIComponent(id)}`;
    case 'keys': return `${at}/keys?key=${encodeURIComponent(id)}`;
    default: return undefined;
  }
}
