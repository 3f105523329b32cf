import { DashboardRoute } from './DashboardRoute';
import { catalogueOptions } from './dimensions';
import { itemOptions, meOptions, queryClient } from './queries';
import { newDashboard } from './search';
import { session } from './session';

/** Tenant and dashboard of an address that a page is opened at, where somebody was here before; else nothing is asked yet. */
export function firstDashboard(pathname: string, before: string | null, hasToken: boolean): { tenant: string; id: string } | undefined {
  const [, tenant, id] = /^\/t\/([^/]+)\/dashboards\/([^/]+)\/?$/.exec(pathname) ?? [];
  if (!tenant || !id || id === newDashboard || !(before === null ? hasToken : before === decodeURIComponent(tenant))) return undefined;
  return { tenant: decodeURIComponent(tenant), id: decodeURIComponent(id) };
}

/** What the first page asks for is asked at once: who is here, the page's code, the dashboard and the catalogue one after the other take three times as long. */
export function warmUp() {
  const first = firstDashboard(location.pathname, localStorage.getItem('gateway.tenant'), session.token() !== null);
  if (!first) return;
  void queryClient.prefetchQuery(meOptions);
  void DashboardRoute.preload?.();
  void queryClient.prefetchQuery(itemOptions(first.tenant, 'dashboards', first.id));
  void queryClient.prefetchQuery(catalogueOptions(first.tenant));
}
