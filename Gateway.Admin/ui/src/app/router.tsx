import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect, type SearchSchemaInput } from '@tanstack/react-router';
import { onSignedOut } from './client';
import { Broken, Missing, Opening } from './Messages';
import { meOptions, queryClient } from './queries';
import { type AuditSearch, auditSearch, type DashboardSearch, dashboardSearch, type KeysSearch, keysSearch, listSearch, rangeSearch, type RoutesSearch, type TeamsSearch, type TokensSearch, tokensSearch } from './search';
import { session } from './session';
import { Shell } from './Shell';

/** Every page, its address and what its address may carry. A page's code is loaded when it is opened. */
const root = createRootRoute({ component: Outlet, notFoundComponent: Missing, errorComponent: Broken });

const signIn = createRoute({
  getParentRoute: () => root, path: '/sign-in',
  validateSearch: (raw: Record<string, unknown>): { return?: string } => (typeof raw.return === 'string' ? { return: raw.return } : {}),
  component: lazyRouteComponent(() => import('../account/SignInPage'), 'SignInPage'),
});

const needSession = ({ location }: { location: { href: string } }) => {
  if (!session.token()) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { return: location.href } });
};

const start = createRoute({
  getParentRoute: () => root, path: '/', beforeLoad: needSession,
  loader: async () => {
    const { tenants } = await queryClient.ensureQueryData(meOptions);
    const before = tenants.find(({ id }) => id === localStorage.getItem('gateway.tenant'));
    const tenant = before ?? tenants.find(({ id }) => id !== 'platform') ?? tenants[0];
    throw redirect({ to: '/t/$tenant/dashboards/$dashboard', params: { tenant: tenant?.id ?? 'platform', dashboard: 'overview' }, search: dashboardSearch({}), replace: true });
  },
});

const tenant = createRoute({
  getParentRoute: () => root, path: '/t/$tenant', beforeLoad: needSession,
  loader: () => queryClient.ensureQueryData(meOptions), staleTime: Infinity,
  component: Shell, errorComponent: Broken,
});

const home = createRoute({
  getParentRoute: () => tenant, path: '/',
  beforeLoad: ({ params }) => { throw redirect({ to: '/t/$tenant/dashboards/$dashboard', params: { tenant: params.tenant, dashboard: 'overview' }, search: dashboardSearch({}) }); },
});
const dashboard = createRoute({
  getParentRoute: () => tenant, path: '/dashboards/$dashboard',
  validateSearch: (raw: Partial<DashboardSearch> & SearchSchemaInput): DashboardSearch => dashboardSearch(raw),
  component: lazyRouteComponent(() => import('../dashboards/DashboardPage'), 'DashboardPage'),
});
const routes = createRoute({
  getParentRoute: () => tenant, path: '/routes',
  validateSearch: (raw: Partial<RoutesSearch> & SearchSchemaInput): RoutesSearch => ({ ...listSearch(raw), ...rangeSearch(raw), ...(typeof raw.sort === 'string' ? { sort: raw.sort, desc: raw.desc !== false } : {}) }),
  component: lazyRouteComponent(() => import('../routes/RoutesPage'), 'RoutesPage'),
});
const newRoute = createRoute({ getParentRoute: () => tenant, path: '/routes/new', component: lazyRouteComponent(() => import('../routes/RoutePage'), 'NewRoutePage') });
const route = createRoute({ getParentRoute: () => tenant, path: '/routes/$id', component: lazyRouteComponent(() => import('../routes/RoutePage'), 'RoutePage') });
const clusters = createRoute({ getParentRoute: () => tenant, path: '/clusters', validateSearch: listSearch, component: lazyRouteComponent(() => import('../routes/ClustersPage'), 'ClustersPage') });
const newCluster = createRoute({ getParentRoute: () => tenant, path: '/clusters/new', component: lazyRouteComponent(() => import('../routes/ClusterPage'), 'NewClusterPage') });
const cluster = createRoute({ getParentRoute: () => tenant, path: '/clusters/$id', component: lazyRouteComponent(() => import('../routes/ClusterPage'), 'ClusterPage') });
const apis = createRoute({ getParentRoute: () => tenant, path: '/apis', validateSearch: listSearch, component: lazyRouteComponent(() => import('../routes/ApisPage'), 'ApisPage') });
const teams = createRoute({
  getParentRoute: () => tenant, path: '/teams',
  validateSearch: (raw: TeamsSearch & SearchSchemaInput): TeamsSearch => ({ ...listSearch({ ...raw }), ...(raw.kind === 'groups' ? { kind: 'groups' } : {}) }),
  component: lazyRouteComponent(() => import('../routes/TeamsPage'), 'TeamsPage'),
});
const keys = createRoute({
  getParentRoute: () => tenant, path: '/keys',
  validateSearch: (raw: KeysSearch & SearchSchemaInput): KeysSearch => keysSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../keys/KeysPage'), 'KeysPage'),
});
const pipeline = createRoute({ getParentRoute: () => tenant, path: '/pipeline', component: lazyRouteComponent(() => import('../pipeline/PipelinePage'), 'PipelinePage') });
const tenants = createRoute({ getParentRoute: () => tenant, path: '/tenants', validateSearch: listSearch, component: lazyRouteComponent(() => import('../tenants/TenantsPage'), 'TenantsPage') });
const audit = createRoute({
  getParentRoute: () => tenant, path: '/audit',
  validateSearch: (raw: AuditSearch & SearchSchemaInput): AuditSearch => auditSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../audit/AuditPage'), 'AuditPage'),
});
const tokens = createRoute({
  getParentRoute: () => tenant, path: '/tokens',
  validateSearch: (raw: TokensSearch & SearchSchemaInput): TokensSearch => tokensSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../tokens/TokensPage'), 'TokensPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([signIn, start, tenant.addChildren([home, dashboard, routes, newRoute, route, clusters, newCluster, cluster, apis, teams, keys, pipeline, tenants, audit, tokens])]),
  defaultPreload: 'intent',
  defaultPendingComponent: Opening,
  defaultNotFoundComponent: Missing,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}

onSignedOut(() => {
  if (router.state.location.pathname === '/sign-in') return;
  session.end();
  queryClient.clear();
  void router.navigate({ to: '/sign-in', search: { return: router.state.location.href }, replace: true });
});
