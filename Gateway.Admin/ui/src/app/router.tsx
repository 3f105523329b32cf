import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet, redirect, type SearchSchemaInput } from '@tanstack/react-router';
import { onSignedOut } from './client';
import type { Me } from './contract';
import { DashboardRoute } from './DashboardRoute';
import { catalogueOptions } from './dimensions';
import { isOpenPage, left, needSession } from './entry';
import { lastDashboard } from './lastDashboard';
import { Broken, Missing, Opening } from './Messages';
import { fresh, itemOptions, meOptions, queryClient } from './queries';
import {
  type AlertSearch, alertSearch, type AlertsSearch, alertsSearch, type AuditSearch, auditSearch, type CloneSearch, cloneSearch, type CompareSearch, compareSearch, type DashboardSearch, dashboardSearch, type DashboardsSearch, dashboardsSearch, type InboxSearch, inboxSearch, type KeysSearch,
  keysSearch, listSearch, type NewAlertSearch, newAlertSearch, type NewChannelSearch, newChannelSearch, newDashboard, rangeOnly, type RangeSearch, rangeSearch, type RequestsSearch, requestsSearch, type RouteSearch, routeSearch, type RoutesSearch, type SignInSearch, signInSearch, type SilencesSearch, silencesSearch,
  type TeamsSearch, type TokensSearch, tokensSearch, type UsersSearch, type VersionsSearch, versionsSearch,
} from './search';
import { Shell } from './Shell';

/** Every page, its address and what its address may carry. A page's code is loaded when it is opened. */
const root = createRootRoute({ component: Outlet, notFoundComponent: Missing, errorComponent: Broken });

const signIn = createRoute({
  getParentRoute: () => root, path: '/sign-in',
  validateSearch: (raw: SignInSearch & SearchSchemaInput): SignInSearch => signInSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../account/SignInPage'), 'SignInPage'),
});
const setUp = createRoute({ getParentRoute: () => root, path: '/set-up', component: lazyRouteComponent(() => import('../account/InvitationPage'), 'InvitationPage') });
const welcome = createRoute({ getParentRoute: () => root, path: '/welcome', component: lazyRouteComponent(() => import('../account/InvitationPage'), 'InvitationPage') });

/** What a secret link leads to; it needs no session. */
const shared = createRoute({
  getParentRoute: () => root, path: '/shared',
  validateSearch: (raw: Partial<DashboardSearch> & SearchSchemaInput): DashboardSearch => dashboardSearch(raw),
  component: lazyRouteComponent(() => import('../dashboards/share/SharedPage'), 'SharedPage'),
});

const start = createRoute({
  getParentRoute: () => root, path: '/', beforeLoad: needSession,
  loader: async () => {
    const { tenants } = await queryClient.ensureQueryData(meOptions);
    const before = tenants.find(({ id }) => id === localStorage.getItem('gateway.tenant'));
    const tenant = before ?? tenants.find(({ id }) => id !== 'platform') ?? tenants[0];
    throw redirect({ to: '/t/$tenant/dashboards/$dashboard', params: { tenant: tenant?.id ?? 'platform', dashboard: lastDashboard(tenant?.id ?? 'platform') }, search: dashboardSearch({}), replace: true });
  },
});

const tenant = createRoute({
  getParentRoute: () => root, path: '/t/$tenant', beforeLoad: needSession,
  component: Shell, errorComponent: Broken,
});

const home = createRoute({
  getParentRoute: () => tenant, path: '/',
  beforeLoad: ({ params }) => { throw redirect({ to: '/t/$tenant/dashboards/$dashboard', params: { tenant: params.tenant, dashboard: lastDashboard(params.tenant) }, search: dashboardSearch({}) }); },
});
const dashboards = createRoute({
  getParentRoute: () => tenant, path: '/dashboards',
  validateSearch: (raw: DashboardsSearch & SearchSchemaInput): DashboardsSearch => dashboardsSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../dashboards/list/DashboardsPage'), 'DashboardsPage'),
});
const dashboard = createRoute({
  getParentRoute: () => tenant, path: '/dashboards/$dashboard',
  validateSearch: (raw: Partial<DashboardSearch> & SearchSchemaInput): DashboardSearch => dashboardSearch(raw),
  // What the page will ask for is on its way while its code is.
  loader: ({ params: { tenant, dashboard } }) => {
    if (!queryClient.getQueryData<Me>(meOptions.queryKey)?.tenants.some(({ id }) => id === tenant)) return;
    if (dashboard !== newDashboard) void queryClient.prefetchQuery({ ...itemOptions(tenant, 'dashboards', dashboard), staleTime: fresh });
    void queryClient.prefetchQuery(catalogueOptions(tenant));
  },
  component: DashboardRoute,
});
const requests = createRoute({
  getParentRoute: () => tenant, path: '/requests',
  validateSearch: (raw: RequestsSearch & SearchSchemaInput): RequestsSearch => requestsSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../requests/RequestsPage'), 'RequestsPage'),
});
const alerts = createRoute({
  getParentRoute: () => tenant, path: '/alerts',
  validateSearch: (raw: AlertsSearch & SearchSchemaInput): AlertsSearch => alertsSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../alerts/AlertsPage'), 'AlertsPage'),
});
const newAlert = createRoute({
  getParentRoute: () => tenant, path: '/alerts/new',
  validateSearch: (raw: NewAlertSearch & AlertSearch & SearchSchemaInput): NewAlertSearch & AlertSearch => ({ ...newAlertSearch({ ...raw }), ...alertSearch({ ...raw }) }),
  component: lazyRouteComponent(() => import('../alerts/NewAlertPage'), 'NewAlertPage'),
});
const alert = createRoute({ getParentRoute: () => tenant, path: '/alerts/$id', component: lazyRouteComponent(() => import('../alerts/AlertPage'), 'AlertPage') });
const editAlert = createRoute({
  getParentRoute: () => tenant, path: '/alerts/$id/edit',
  validateSearch: (raw: AlertSearch & SearchSchemaInput): AlertSearch => alertSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../alerts/EditAlertPage'), 'EditAlertPage'),
});
const inbox = createRoute({
  getParentRoute: () => tenant, path: '/alert-events',
  validateSearch: (raw: InboxSearch & SearchSchemaInput): InboxSearch => inboxSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../alerts/InboxPage'), 'InboxPage'),
});
const silences = createRoute({
  getParentRoute: () => tenant, path: '/silences',
  validateSearch: (raw: SilencesSearch & SearchSchemaInput): SilencesSearch => silencesSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../channels/SilencesPage'), 'SilencesPage'),
});
const channels = createRoute({ getParentRoute: () => tenant, path: '/channels', validateSearch: listSearch, component: lazyRouteComponent(() => import('../channels/ChannelsPage'), 'ChannelsPage') });
const newChannel = createRoute({
  getParentRoute: () => tenant, path: '/channels/new',
  validateSearch: (raw: NewChannelSearch & SearchSchemaInput): NewChannelSearch => newChannelSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../channels/ChannelPage'), 'NewChannelPage'),
});
const channel = createRoute({ getParentRoute: () => tenant, path: '/channels/$id', component: lazyRouteComponent(() => import('../channels/ChannelPage'), 'ChannelPage') });
const routes = createRoute({
  getParentRoute: () => tenant, path: '/routes',
  validateSearch: (raw: Partial<RoutesSearch> & SearchSchemaInput): RoutesSearch => ({ ...listSearch(raw), ...rangeSearch(raw), ...(typeof raw.sort === 'string' ? { sort: raw.sort, desc: raw.desc !== false } : {}) }),
  component: lazyRouteComponent(() => import('../routes/RoutesPage'), 'RoutesPage'),
});
const newRoute = createRoute({
  getParentRoute: () => tenant, path: '/routes/new',
  validateSearch: (raw: CloneSearch & SearchSchemaInput): CloneSearch => cloneSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../routes/NewRoutePage'), 'NewRoutePage'),
});
const route = createRoute({ getParentRoute: () => tenant, path: '/routes/$id', validateSearch: (raw: RouteSearch & SearchSchemaInput): RouteSearch => routeSearch({ ...raw }), component: lazyRouteComponent(() => import('../routes/RoutePage'), 'RoutePage') });
const clusters = createRoute({ getParentRoute: () => tenant, path: '/clusters', validateSearch: listSearch, component: lazyRouteComponent(() => import('../routes/ClustersPage'), 'ClustersPage') });
const newCluster = createRoute({ getParentRoute: () => tenant, path: '/clusters/new', component: lazyRouteComponent(() => import('../routes/ClusterPage'), 'NewClusterPage') });
const cluster = createRoute({ getParentRoute: () => tenant, path: '/clusters/$id', component: lazyRouteComponent(() => import('../routes/ClusterPage'), 'ClusterPage') });
const apis = createRoute({ getParentRoute: () => tenant, path: '/apis', validateSearch: listSearch, component: lazyRouteComponent(() => import('../routes/ApisPage'), 'ApisPage') });
const api = createRoute({ getParentRoute: () => tenant, path: '/apis/$id', validateSearch: (raw: Partial<RangeSearch> & SearchSchemaInput): Partial<RangeSearch> => rangeOnly({ ...raw }), component: lazyRouteComponent(() => import('../routes/ApiPage'), 'ApiPage') });
const group = createRoute({ getParentRoute: () => tenant, path: '/groups/$id', validateSearch: (raw: Partial<RangeSearch> & SearchSchemaInput): Partial<RangeSearch> => rangeOnly({ ...raw }), component: lazyRouteComponent(() => import('../routes/GroupPage'), 'GroupPage') });
const teams = createRoute({
  getParentRoute: () => tenant, path: '/teams',
  validateSearch: (raw: TeamsSearch & SearchSchemaInput): TeamsSearch => ({ ...listSearch({ ...raw }), ...(raw.kind === 'groups' ? { kind: 'groups' } : {}) }),
  component: lazyRouteComponent(() => import('../tenants/TeamsPage'), 'TeamsPage'),
});
const team = createRoute({ getParentRoute: () => tenant, path: '/teams/$id', component: lazyRouteComponent(() => import('../tenants/TeamPage'), 'TeamPage') });
const keys = createRoute({
  getParentRoute: () => tenant, path: '/keys',
  validateSearch: (raw: KeysSearch & SearchSchemaInput): KeysSearch => keysSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../keys/KeysPage'), 'KeysPage'),
});
const certificates = createRoute({ getParentRoute: () => tenant, path: '/certificates', validateSearch: listSearch, component: lazyRouteComponent(() => import('../certificates/CertificatesPage'), 'CertificatesPage') });
const nodes = createRoute({ getParentRoute: () => tenant, path: '/nodes', component: lazyRouteComponent(() => import('../nodes/NodesPage'), 'NodesPage') });
const settings = createRoute({ getParentRoute: () => tenant, path: '/settings', validateSearch: listSearch, component: lazyRouteComponent(() => import('../settings/SettingsPage'), 'SettingsPage') });
const versions = createRoute({
  getParentRoute: () => tenant, path: '/versions',
  validateSearch: (raw: VersionsSearch & SearchSchemaInput): VersionsSearch => versionsSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../versions/VersionsPage'), 'VersionsPage'),
});
const version = createRoute({ getParentRoute: () => tenant, path: '/versions/$number', component: lazyRouteComponent(() => import('../versions/VersionPage'), 'VersionPage') });
const compare = createRoute({
  getParentRoute: () => tenant, path: '/versions/compare',
  validateSearch: (raw: CompareSearch & SearchSchemaInput): CompareSearch => compareSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../versions/ComparePage'), 'ComparePage'),
});
const draft = createRoute({ getParentRoute: () => tenant, path: '/versions/draft', component: lazyRouteComponent(() => import('../versions/DraftPage'), 'DraftPage') });
const key = createRoute({ getParentRoute: () => tenant, path: '/keys/$id', validateSearch: (raw: Partial<RangeSearch> & SearchSchemaInput): Partial<RangeSearch> => rangeOnly({ ...raw }), component: lazyRouteComponent(() => import('../keys/KeyPage'), 'KeyPage') });
const jobs = createRoute({ getParentRoute: () => tenant, path: '/jobs', component: lazyRouteComponent(() => import('../jobs/JobsPage'), 'JobsPage') });
const pipeline = createRoute({ getParentRoute: () => tenant, path: '/pipeline', component: lazyRouteComponent(() => import('../pipeline/PipelinePage'), 'PipelinePage') });
const tenants = createRoute({ getParentRoute: () => tenant, path: '/tenants', validateSearch: listSearch, component: lazyRouteComponent(() => import('../tenants/TenantsPage'), 'TenantsPage') });
const oneTenant = createRoute({ getParentRoute: () => tenant, path: '/tenants/$id', component: lazyRouteComponent(() => import('../tenants/TenantPage'), 'TenantPage') });
const users = createRoute({
  getParentRoute: () => tenant, path: '/users',
  validateSearch: (raw: UsersSearch & SearchSchemaInput): UsersSearch => tokensSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../users/UsersPage'), 'UsersPage'),
});
const user = createRoute({ getParentRoute: () => tenant, path: '/users/$id', component: lazyRouteComponent(() => import('../users/UserPage'), 'UserPage') });
const roles = createRoute({ getParentRoute: () => tenant, path: '/roles', component: lazyRouteComponent(() => import('../users/RolesPage'), 'RolesPage') });
const profile = createRoute({
  getParentRoute: () => tenant, path: '/profile',
  validateSearch: (raw: Partial<RangeSearch> & SearchSchemaInput): RangeSearch => rangeSearch({ ...raw }),
  component: lazyRouteComponent(() => import('../account/ProfilePage'), 'ProfilePage'),
});
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
  routeTree: root.addChildren([
    signIn, setUp, welcome, shared, start,
    tenant.addChildren([home, dashboards, dashboard, requests, alerts, newAlert, alert, editAlert, inbox, silences, channels, newChannel, channel, routes, newRoute, route, clusters, newCluster, cluster, apis, api, group, teams, team, keys, key, versions, version, compare, draft, certificates, nodes, settings, pipeline, jobs, tenants, oneTenant, users, user, roles, profile, audit, tokens]),
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: Opening,
  defaultNotFoundComponent: Missing,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register { router: typeof router }
}

onSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (!isOpenPage(pathname)) void left(() => router.navigate({ to: '/sign-in', search: { return: href }, replace: true }));
});
