import { Button, Drawer } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconAlertTriangle, IconPlayerPlay, IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { allTenants, useLedTeams, useMay } from '../app/access';
import { useAnswers } from '../app/analytics';
import type { GatewayRoute, Query } from '../app/contract';
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
import { routeRows, type Sort, sortedRows, sorts } from './routeRows';
import { RouteCards, type RouteListProps, RouteTable } from './RouteTable';
import { TryIt } from './TryIt';
import './routes.css';

const api = getRouteApi('/t/$tenant/routes');
const queries: Record<string, Query> = {
  figures: { measures: ['requestsPerSecond', 'errorRate', 'p95'], split: 'route', limit: 200 },
  courses: { measures: ['requestsPerSecond'], split: ['time', 'route'], limit: 50 },
};

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
  const asked = useAnswers(tenant, queries, range, { everySeconds: 30 });
  const change = useChange();
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const [trying, { open: openTrial, close: closeTrial }] = useDisclosure(false);

  const sort: Sort = sorts.find((one) => one === search.sort) ?? 'requestsPerSecond';
  const descending = search.desc ?? true;
  const figures = asked.data?.figures;
  const rows = useMemo(() => (list.items ? sortedRows(routeRows(list.items, figures, asked.data?.courses), sort, descending) : undefined), [list.items, figures, asked.data, sort, descending]);
  const go = (next: Partial<RoutesSearch>, replace = true) => void navigate({ to: '/t/$tenant/routes', params: { tenant }, search: { ...search, ...next }, replace });

  const props: RouteListProps | undefined = rows && {
    rows, waiting: !figures && !asked.isError, exactness: figures ?? {}, sort, descending, mayEdit: (route) => may('writeTeam', route.team, route.tenant), showTenant: tenant === allTenants, apiName: apis.nameOf,
    onSort: (next) => go({ sort: next, desc: next === sort ? !descending : next !== 'route' }),
    onOpen: ({ tenant: owner, id }) => void navigate({ to: '/t/$tenant/routes/$id', params: { tenant: owner, id } }),
    onEnable: async ({ tenant: owner, id, enabled }) => {
      try {
        await change.mutateAsync({ method: 'PATCH', path: `/routes/${encodeURIComponent(id)}`, tenant: owner, body: { enabled: !enabled }, fresh: true });
        told(`Route ${id} is ${enabled ? 'disabled' : 'enabled'}.`);
      } catch (error) { refused(`Route ${id} was not changed`, error); }
    },
    onDelete: ({ tenant: owner, id }) => setAsk({
      title: `Delete route ${id}?`, verb: `Delete ${id}`, body: 'Requests it took are refused with 404 from then on, unless another route matches. Figures recorded so far stay.',
      run: async () => { await change.mutateAsync({ method: 'DELETE', path: `/routes/${encodeURIComponent(id)}`, tenant: owner, fresh: true }); told(`Route ${id} is deleted.`); },
    }),
  };
  const newRoute = mayCreate && tenant !== allTenants && <Button component={Link} to={`/t/${encodeURIComponent(tenant)}/routes/new`} leftSection={<IconPlus size={16} stroke={1.75} />}>New route</Button>;

  return (
    <>
      <PageHead title="Routes" count={rows && !search.search ? `${rows.length}${list.hasNextPage ? '+' : ''}` : undefined}><Button variant="default" leftSection={<IconPlayerPlay size={16} stroke={1.75} />} onClick={openTrial}>Try a request</Button>{newRoute}</PageHead>
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
      <Drawer opened={trying} onClose={closeTrial} position="right" size={496} withOverlay={false} lockScroll={false} trapFocus={false} className="side-panel" title="Try a request" closeButtonProps={{ 'aria-label': 'Close' }}><TryIt tenant={tenant} /></Drawer>
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </>
  );
}
