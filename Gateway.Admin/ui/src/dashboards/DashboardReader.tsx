import { Button } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { allTenants, platformTenant, useLedTeams, useMay } from '../app/access';
import { messageOf } from '../app/client';
import { clockOf } from '../app/clock';
import { CompareMenu, CompleteUntil, RefreshMenu } from '../app/FigureBar';
import { rememberDashboard } from '../app/lastDashboard';
import { LoadFailed } from '../app/listParts';
import { PageHead } from '../app/PageHead';
import { useMe } from '../app/queries';
import { type DashboardSearch, withRow } from '../app/search';
import { intervalWords, previousLabel } from '../app/time';
import { TimeRange } from '../app/TimeRange';
import { placesOf } from '../widgets/colours';
import type { Scene } from '../widgets/contract';
import { DashboardGrid, firstChartRow } from './DashboardGrid';
import { alertHref, type Dashboard, defaultView, requestsHref, searchOf, type View, viewOf } from './document';
import { Filters } from '../app/Filters';
import { NothingInRange } from './NothingInRange';
import { Onboarding } from './Onboarding';
import { DashboardMenu, DashboardStar } from './share/DashboardMenu';
import { useDashboardAnswers } from './useDashboardAnswers';
import { useMarkers, versionsHref } from './useMarkers';
import { useWall } from './useWall';
import { WallHead } from './WallHead';
import { ZoneMenu } from './ZoneMenu';

const api = getRouteApi('/t/$tenant/dashboards/$dashboard');

interface ReaderProps { dashboard: Dashboard; etag: string | null; onChanged(): void }

/** A dashboard that is read: the address says what is asked, one call answers for all widgets. */
export function DashboardReader({ dashboard, etag, onChanged }: ReaderProps) {
  const { tenant } = api.useParams();
  const search = api.useSearch();
  const navigate = useNavigate();
  const tenants = useMe().data?.tenants;
  const mayAlert = useMay('write') || useLedTeams().length > 0;
  const { id, widgets, title } = dashboard;
  const own = useMemo(() => defaultView(dashboard.defaults), [dashboard.defaults]);
  const view = viewOf(search, own);
  const { from, to, filters, compare } = view;
  const wall = search.wall === 1;
  const refresh = wall ? view.refresh || 30 : view.refresh;
  const clock = clockOf(view.zone);
  const range = useMemo(() => ({ from, to }), [from, to]);
  placesOf(`${tenant}/${id}`);
  useEffect(() => rememberDashboard(tenant, id), [tenant, id]);

  const go = useCallback((next: DashboardSearch, replace = false) =>
    void navigate({ to: '/t/$tenant/dashboards/$dashboard', params: { tenant, dashboard: id }, search: next, replace, resetScroll: false }), [navigate, tenant, id]);
  const { wall: _, widget: full, ...rest } = search;
  const change = (next: Partial<View>, replace = false) => go({ ...searchOf({ ...view, ...next }, own), ...(wall ? { wall: 1 } : {}) }, replace);
  const setWall = useCallback((on: boolean) => { const { wall: _, ...others } = search; go(on ? { ...others, wall: 1 } : others, true); }, [go, search]);
  useWall(wall, setWall);

  const asked = useDashboardAnswers(tenant, dashboard, view, refresh);
  const { answers, nothing, ever, page } = asked;
  const previous = compare === 'none' ? null : previousLabel(compare, range);
  const markers = useMarkers(tenant, clock);

  // Full screen is entered and left like a page: Back leaves it too.
  const entered = useRef(false);
  useEffect(() => { if (full === undefined) entered.current = false; }, [full]);
  const leaveFull = () => { if (entered.current) history.back(); else go(rest, true); };

  const scene: Scene = {
    tenant, range, clock, filters, markers, previous, large: wall, labelledRow: firstChartRow(widgets),
    onFilter: (dimension, value, label, owner, during) => change({ ...during, filters: withRow(filters, dimension, value, label, owner ? { id: owner, name: tenants?.find((one) => one.id === owner)?.name ?? owner } : undefined) }),
    onZoom: (start, end) => change({ from: new Date(start).toISOString(), to: new Date(end).toISOString() }),
    onRange: (next) => change(next),
    onFull: (widget) => { entered.current = true; go({ ...search, widget }); },
    versionsHref: (numbers) => versionsHref(tenant, numbers),
    ...(mayAlert && tenant !== allTenants ? { alertHref: (widget, series) => alertHref(tenant, id, widget, filters, series) } : {}),
    requestsHref: (span, more) => requestsHref(tenant, span, view.zone, [...filters, ...more]),
  };
  const first = nothing && ever.recorded === false && tenant !== allTenants && tenant !== platformTenant;
  const { refetch } = asked;
  const onClear = () => change({ filters: [] });

  return (
    <>
      {wall ? <WallHead title={title} range={range} clock={clock} until={asked.until} stale={asked.isError} onLeave={() => setWall(false)} /> : (
        <PageHead title={title} tag={<DashboardStar dashboard={dashboard} onChanged={onChanged} />}>
          {!first && <CompareMenu compare={compare} label={previous ?? ''} onChange={(next) => change({ compare: next }, true)} />}
          <TimeRange range={range} clock={clock} onChange={(next) => change(next)} />
          <RefreshMenu seconds={view.refresh} busy={asked.isFetching} onChange={(next) => change({ refresh: next }, true)} onRefresh={() => void refetch()} />
          {dashboard.mayEdit && <Button variant="default" className="wide-only" data-shortcut="edit" aria-keyshortcuts="e" leftSection={<IconPencil size={16} stroke={1.75} />} onClick={() => go({ ...rest, edit: 1 })}>Edit</Button>}
          <DashboardMenu dashboard={dashboard} etag={etag} onChanged={onChanged} />
        </PageHead>
      )}
      {first ? <Onboarding tenant={tenant} /> : (
        <>
          {!wall && (
            <div className="filter-bar">
              <Filters filters={filters} tenant={tenant} range={range} onChange={(next) => change({ filters: next })} />
              <div className="filter-facts">
                <ZoneMenu zone={view.zone} own={own.zone} onChange={(zone) => change({ zone })} />
                {asked.interval && <span className="wide-only">{intervalWords[asked.interval] ?? asked.interval} per point</span>}
                <CompleteUntil time={asked.until} stale={asked.isError} clock={clock} />
              </div>
            </div>
          )}
          {asked.isError && answers && <div className="warn-line dashboard-stale" role="status">These figures could not be refreshed. {messageOf(asked.error)}</div>}
          {asked.isError && !answers ? <LoadFailed what="The figures" error={asked.error} onRetry={() => void refetch()} action={filters.length > 0 && <Button onClick={onClear}>Remove all filters</Button>} />
            : nothing && page && !(ever.waiting && !filters.length)
            ? <NothingInRange requests={page} range={range} clock={clock} filtered={filters.length > 0} onDay={() => change({ from: 'now-24h', to: 'now' })} onClear={onClear} />
            : <DashboardGrid widgets={widgets} answers={nothing ? undefined : answers} failure={asked.error} scene={scene} onRetry={() => void refetch()} full={full} onLeave={leaveFull} />}
        </>
      )}
    </>
  );
}
