import { Button, Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconAlertTriangle, IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { allTenants, useLedTeams, useMay } from '../app/access';
import { useAnswers } from '../app/analytics';
import { get } from '../app/client';
import type { Answer, GatewayRoute, Page, Query } from '../app/contract';
import { Confirm, type Confirmation } from '../app/Confirm';
import { CompleteUntil } from '../app/FigureBar';
import { sentence } from '../app/format';
import { EmptyState, ListFoot, LoadFailed } from '../app/listParts';
import { refused, told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange, useList, useNames } from '../app/queries';
import type { RoutesSearch } from '../app/search';
import { SearchField } from '../app/SearchField';
import { rangeLabel } from '../app/time';
import { TimeRange } from '../app/TimeRange';
import { Waiting } from '../widgets/Waiting';
import { ImportYarp } from './ImportYarp';
import { routeRows, type Sort, sortedRows, sorts } from './routeRows';
import { RouteCards, type RouteListProps, RouteTable } from './RouteTable';
import { TryIt } from './TryIt';
import './routes.css';

const api = getRouteApi('/t/$tenant/routes');
/** What is kept of ids in one address. */
const most = 100;
const asking = (sort: Sort): Record<string, Query> => ({
  figures: { measures: ['requestsPerSecond', 'errorRate', 'p95'], split: 'route', limit: most, ...(sort === 'route' ? {} : { order: sort }) },
  courses: { measures: ['requestsPerSecond'], split: ['time', 'route'], limit: 50 },
});

/** The documents of the routes that lead by a figure. */
function useLeading(tenant: string, figures: Answer | undefined): GatewayRoute[] | undefined {
  const ids = figures?.rows?.flatMap(({ key }) => (key ? [key] : [])).slice(0, most).join(',');
  const query = useQuery({ queryKey: ['list', tenant, 'routes', 'leading', ids], queryFn: ({ signal }) => get<Page<GatewayRoute>>(`/routes?limit=1000&ids=${encodeURIComponent(ids!)}`, { tenant, signal }), enabled: Boolean(ids), placeholderData: keepPreviousData });
  return ids ? query.data?.items : undefined;
}

export function RoutesPage() {
  const { tenant } = api.useParams();
  const search = api.useSearch();
  const navigate = useNavigate();
  const may = useMay();
  const mayCreate = useLedTeams().length > 0 || may('write');
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  const list = useList<GatewayRoute>(tenant, 'routes', search.search);
  const apis = useNames(tenant, 'apis');
  const range = { from: search.from, to: search.to };
  const sort: Sort = sorts.find((one) => one === search.sort) ?? 'requestsPerSecond';
  const descending = search.desc ?? true;
  const queries = useMemo(() => asking(sort), [sort]);
  const asked = useAnswers(tenant, queries, range, { everySeconds: 30 });
  const change = useChange();
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const mayImport = may('write') && tenant !== allTenants;
  const [importing, { open: openImport, close: closeImport }] = useDisclosure(false);
  const [trying, { open: openTrial, close: closeTrial }] = useDisclosure(false);

  const figures = asked.data?.figures;
  // The gateway says which routes have the most; they may stand on a page of the list that nobody has turned to yet.
  const leading = useLeading(tenant, sort !== 'route' && descending && !search.search && list.hasNextPage ? figures : undefined);
  const items = useMemo(() => (list.items && leading ? [...leading, ...list.items.filter((one) => !leading.some(({ id, tenant: owner }) => id === one.id && owner === one.tenant))] : list.items), [list.items, leading]);
  const rows = useMemo(() => (items ? sortedRows(routeRows(items, figures, asked.data?.courses), sort, descending) : undefined), [items, figures, asked.data, sort, descending]);
  const go = (next: Partial<RoutesSearch>, replace = true) => void navigate({ to: '/t/$tenant/routes', params: { tenant }, search: { ...search, ...next }, replace });

  const patch = async ({ tenant: owner, id }: GatewayRoute, body: object, words: string) => {
    try {
      await change.mutateAsync({ method: 'PATCH', path: `/routes/${encodeURIComponent(id)}`, tenant: owner, body, fresh: true });
      told(`Route ${id} ${words}.`);
    } catch (error) { refused(`Route ${id} was not changed`, error); }
  };
  const props: RouteListProps | undefined = rows && {
    rows, waiting: !figures && !asked.isError, exactness: figures ?? {}, sort, descending, mayEdit: (route) => may('writeTeam', route.team, route.tenant), showTenant: tenant === allTenants, apiName: apis.nameOf,
    onSort: (next) => go({ sort: next, desc: next === sort ? !descending : next !== 'route' }),
    onOpen: ({ tenant: owner, id }) => void navigate({ to: '/t/$tenant/routes/$id', params: { tenant: owner, id } }),
    onEnable: (route) => patch(route, { enabled: !route.enabled }, route.enabled ? 'is disabled' : 'is enabled'),
    onOrder: (route, order) => patch(route, { order }, `has order ${order}`),
    onDelete: ({ tenant: owner, id }) => setAsk({
      title: `Delete route ${id}?`, verb: `Delete ${id}`, body: 'Requests it took are refused with 404 from then on, unless another route matches. Figures recorded so far stay.',
      run: async () => { await change.mutateAsync({ method: 'DELETE', path: `/routes/${encodeURIComponent(id)}`, tenant: owner, fresh: true }); told(`Route ${id} is deleted.`); },
    }),
  };
  const newRoute = mayCreate && tenant !== allTenants && <Button component={Link} to={`/t/${encodeURIComponent(tenant)}/routes/new`} leftSection={<IconPlus size={16} stroke={1.75} />}>New route</Button>;

  return (
    <>
      <PageHead title="Routes" count={rows && !search.search ? `${rows.length}${list.hasNextPage ? '+' : ''}` : undefined}>{may('parts') && <Button variant="default" leftSection={<IconPlayerPlay size={16} stroke={1.75} />} onClick={openTrial}>Try a request</Button>}{mayImport && <Button variant="default" onClick={openImport}>Import</Button>}{newRoute}</PageHead>
      <div className="filter-bar">
        <SearchField value={search.search ?? ''} placeholder="Search name, host or path" onSearch={(words) => go({ search: words || undefined })} />
        <div className="filter-facts"><CompleteUntil time={figures?.completeUntil} stale={asked.isError} /><TimeRange range={range} onChange={(next) => go(next, false)} /></div>
      </div>
      {figures?.error && <div className="warn-line routes-warn" role="status"><IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" /><span>There are no figures for this range. {sentence(figures.error.detail || figures.error.title || '')}</span>{figures.error.coveredFrom && <Button variant="default" size="xs" onClick={() => go({ from: figures.error!.coveredFrom, to: 'now' }, false)}>{rangeLabel({ from: figures.error.coveredFrom, to: 'now' })}</Button>}</div>}
      {list.isError && !props ? <LoadFailed what="The routes" error={list.error} onRetry={() => void list.refetch()} />
        : !props ? <Waiting lines={8} height={44} />
        : props.rows.length === 0 && search.search ? <EmptyState title="No route fits the search" action={<Button variant="default" onClick={() => go({ search: undefined })}>Show all routes</Button>}>Names, hosts and paths were searched.</EmptyState>
        : props.rows.length === 0 ? <EmptyState title="No routes yet" action={newRoute}>A route says which requests the gateway takes and which cluster answers them. Until there is one, every request is refused with 404.</EmptyState>
        : phone ? <RouteCards {...props} /> : <RouteTable {...props} />}
      <ListFoot shown={props?.rows.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
      {trying && <Drawer opened onClose={closeTrial} position="right" size={496} withOverlay={false} lockScroll={false} trapFocus={false} className="side-panel" title="Try a request" closeButtonProps={{ 'aria-label': 'Close' }}><TryIt tenant={tenant} /></Drawer>}
      {importing && <ImportYarp tenant={tenant} onClose={closeImport} />}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </>
  );
}
