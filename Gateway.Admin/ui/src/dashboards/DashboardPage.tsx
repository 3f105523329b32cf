import { Button } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useRef } from 'react';
import { allTenants, platformTenant } from '../app/access';
import { useAnswers } from '../app/analytics';
import { messageOf } from '../app/client';
import type { Answer } from '../app/contract';
import { CompareMenu, CompleteUntil, RefreshMenu } from '../app/FigureBar';
import { LoadFailed } from '../app/listParts';
import { Missing } from '../app/Messages';
import { PageHead } from '../app/PageHead';
import { useMe } from '../app/queries';
import { type DashboardSearch, withRow } from '../app/search';
import { intervalWords, previousLabel, zone } from '../app/time';
import { TimeRange } from '../app/TimeRange';
import type { Scene } from '../widgets/contract';
import { questionsOf } from '../widgets/questions';
import { WidgetFrame } from '../widgets/WidgetFrame';
import './dashboards.css';
import { Filters } from './Filters';
import { NothingInRange } from './NothingInRange';
import { Onboarding } from './Onboarding';
import { overview } from './overview';
import { useEverRecorded } from './useEverRecorded';

const api = getRouteApi('/t/$tenant/dashboards/$dashboard');

export function DashboardPage() {
  return api.useParams().dashboard === overview.id ? <Dashboard /> : <Missing />;
}

/** One dashboard: the address says what is asked, one call answers for all widgets. */
function Dashboard() {
  const { tenant } = api.useParams();
  const search = api.useSearch();
  const navigate = useNavigate();
  const tenants = useMe().data?.tenants;
  const { widgets, title } = overview;
  const { from, to, filters = [], compare, refresh } = search;
  const range = useMemo(() => ({ from, to }), [from, to]);
  const queries = useMemo(() => questionsOf(widgets), [widgets]);
  const change = (next: Partial<DashboardSearch>, replace = false) =>
    void navigate({ to: '/t/$tenant/dashboards/$dashboard', params: { tenant, dashboard: overview.id }, search: { ...search, ...next }, replace, resetScroll: false });

  const asked = useAnswers(tenant, queries, range, { filters, compare: compare === 'none' ? undefined : compare, everySeconds: refresh });
  const answers = asked.data;
  const requests = answers?.requests;
  const nothing = requests !== undefined && !requests.error && !requests.value;
  // With a filter on, an empty picture says something about the filter, not about the gateway.
  const ever = useEverRecorded(tenant, nothing && !filters.length);
  // The first request of all was seen by the other question: the page asks again at once, not when its turn comes.
  const unused = useRef(false);
  const { refetch } = asked;
  useEffect(() => {
    if (ever.recorded && unused.current) void refetch();
    unused.current = ever.recorded === false;
  }, [ever.recorded, refetch]);
  const previous = compare === 'none' ? null : previousLabel(compare, range);
  const scene: Scene = {
    tenant, range, previous,
    onFilter: (dimension, value, label, owner) => change({ filters: withRow(filters, dimension, value, label, owner ? { id: owner, name: tenants?.find(({ id }) => id === owner)?.name ?? owner } : undefined) }),
    onZoom: (start, end) => change({ from: new Date(start).toISOString(), to: new Date(end).toISOString() }),
    onRange: (next) => change(next),
  };
  const timed = answers && Object.values(answers).find((one): one is Answer => Boolean(one.interval));
  const until = requests?.completeUntil ?? timed?.completeUntil;
  const first = nothing && ever.recorded === false && tenant !== allTenants && tenant !== platformTenant;

  return (
    <>
      <PageHead title={title}>
        <TimeRange range={range} onChange={(next) => change(next)} />
        {!first && <CompareMenu compare={compare} label={previous ?? ''} onChange={(next) => change({ compare: next }, true)} />}
        <RefreshMenu seconds={refresh} busy={asked.isFetching} onChange={(next) => change({ refresh: next }, true)} onRefresh={() => void asked.refetch()} />
      </PageHead>
      {first ? <Onboarding tenant={tenant} /> : (
        <>
          <div className="filter-bar">
            <Filters filters={filters} tenant={tenant} onChange={(next) => change({ filters: next.length ? next : undefined })} />
            <div className="filter-facts">
              <span className="wide-only">{zone}</span>
              {timed?.interval && <span className="wide-only">{intervalWords[timed.interval] ?? timed.interval} per point</span>}
              <CompleteUntil time={until} stale={asked.isError} />
            </div>
          </div>
          {asked.isError && answers && <div className="warn-line dashboard-stale" role="status">These figures could not be refreshed. {messageOf(asked.error)}</div>}
          {asked.isError && !answers ? <LoadFailed what="The figures" error={asked.error} onRetry={() => void refetch()} action={filters.length > 0 && <Button onClick={() => change({ filters: undefined })}>Remove all filters</Button>} />
            : nothing && !(ever.waiting && !filters.length)
            ? <NothingInRange requests={requests} range={range} filtered={filters.length > 0} onDay={() => change({ from: 'now-24h', to: 'now' })} onClear={() => change({ filters: undefined })} />
            : <div className="grid">{widgets.map((widget) => (
                <WidgetFrame key={widget.id} widget={widget} answer={nothing ? undefined : answers?.[widget.id]} extra={answers?.[`${widget.id}.spark`]} failure={asked.error} scene={scene} onRetry={() => void asked.refetch()} />
              ))}</div>}
        </>
      )}
    </>
  );
}
