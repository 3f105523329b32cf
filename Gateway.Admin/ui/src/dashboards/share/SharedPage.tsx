import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo } from 'react';
import { ApiError, call, messageOf } from '../../app/client';
import { clockOf } from '../../app/clock';
import type { Answer, Answers } from '../../app/contract';
import { CompareMenu, CompleteUntil, RefreshButton } from '../../app/FigureBar';
import { sentence } from '../../app/format';
import { Message } from '../../app/Messages';
import type { DashboardSearch } from '../../app/search';
import { previousLabel } from '../../app/time';
import { TimeRange } from '../../app/TimeRange';
import { placesOf } from '../../widgets/colours';
import { Waiting } from '../../widgets/Waiting';
import { DashboardGrid, firstChartRow } from '../DashboardGrid';
import '../dashboards.css';
import { type Dashboard, defaultView, viewOf } from '../document';
import { tokenIn } from './links';
import './share.css';

interface Shared { dashboard: Dashboard; tenantName: string; expiresAt: string | null }
const api = getRouteApi('/shared');

/** What a secret link shows: one dashboard, without the rest of the gateway. The secret goes from behind # into a header and nowhere else. */
export function SharedPage() {
  const token = tokenIn(useLocation().hash);
  const shared = useQuery({
    queryKey: ['shared', token], enabled: token !== '', retry: false,
    queryFn: async ({ signal }) => (await call<Shared>('GET', '/shared', { token, signal })).data,
  });
  if (!token || (shared.error instanceof ApiError && shared.error.status === 401)) return <main><Message title="This link leads nowhere">It was ended, is over, or is not complete. Ask whoever gave it to you for a new one.</Message></main>;
  if (shared.error) return <main><Message title="The dashboard could not be loaded" action={<Button onClick={() => void shared.refetch()}>Retry</Button>}>{sentence(messageOf(shared.error))}</Message></main>;
  return shared.data ? <SharedView key={token} token={token} {...shared.data} /> : <main className="shared"><Waiting lines={4} height={120} /></main>;
}

function SharedView({ token, dashboard, tenantName }: Shared & { token: string }) {
  const search = api.useSearch();
  const navigate = useNavigate();
  const own = useMemo(() => defaultView(dashboard.defaults), [dashboard.defaults]);
  // There are no other pages here that could show all of something.
  const widgets = useMemo(() => dashboard.widgets.map((one) => ({ ...one, options: { ...one.options, more: undefined } })), [dashboard.widgets]);
  const { from, to, zone, compare, refresh } = viewOf(search, own);
  const clock = clockOf(zone);
  const range = { from, to };
  placesOf(`shared/${token}`);
  useEffect(() => { document.title = `${dashboard.title} · Gateway`; }, [dashboard.title]);
  const go = (next: DashboardSearch) => void navigate({ to: '/shared', search: { ...search, ...next }, hash: true, resetScroll: false });

  const asked = useQuery({
    queryKey: ['shared', token, from, to, zone, compare],
    queryFn: async ({ signal }) => (await call<Answers>('POST', '/shared/query', { token, signal, body: { range: { from, to, zone, interval: 'auto' }, ...(compare === 'none' ? {} : { compare }) } })).data.results,
    placeholderData: keepPreviousData,
    refetchInterval: refresh ? refresh * 1000 : false,
    refetchIntervalInBackground: false,
  });
  const answers = asked.data;
  const until = answers && Object.values(answers).find((one): one is Answer => Boolean(one.completeUntil))?.completeUntil;
  const previous = compare === 'none' ? null : previousLabel(compare, range);
  const ended = asked.error instanceof ApiError && asked.error.status === 401;
  if (ended) return <main><Message title="This link leads nowhere any more">It was ended or is over. Ask whoever gave it to you for a new one.</Message></main>;
  return (
    <main className="shared">
      <header className="shared-head">
        <div><h1><bdi>{dashboard.title}</bdi></h1><p><bdi>{tenantName}</bdi>{dashboard.description && <> · <bdi>{dashboard.description}</bdi></>}</p></div>
        <CompleteUntil time={until} stale={asked.isError} clock={clock} />
        <CompareMenu compare={compare} label={previous ?? ''} onChange={(next) => go({ compare: next })} />
        <TimeRange range={range} clock={clock} onChange={(next) => go(next)} />
        <RefreshButton busy={asked.isFetching} onRefresh={() => void asked.refetch()} />
      </header>
      {asked.isError && <div className="warn-line dashboard-stale" role="status">These figures could not be refreshed. {sentence(messageOf(asked.error))}</div>}
      <DashboardGrid widgets={widgets} answers={answers} failure={asked.error} onRetry={() => void asked.refetch()}
        scene={{ tenant: '', range, clock, previous, labelledRow: firstChartRow(widgets), onZoom: (start, end) => go({ from: new Date(start).toISOString(), to: new Date(end).toISOString() }), onRange: (next) => go(next) }} />
    </main>
  );
}
