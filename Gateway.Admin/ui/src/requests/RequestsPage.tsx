import { Button, Select } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconList, IconPlayerPlay } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { allTenants } from '../app/access';
import { useAnswers } from '../app/analytics';
import { clockOf } from '../app/clock';
import { CompleteUntil, RefreshButton } from '../app/FigureBar';
import { written } from '../app/format';
import { PageHead } from '../app/PageHead';
import type { RequestsSearch } from '../app/search';
import { zone as browserZone } from '../app/time';
import { TimeRange } from '../app/TimeRange';
import { Filters } from '../app/Filters';
import { ListView } from './ListView';
import { LiveView } from './LiveView';
import { Overview, questions } from './Overview';
import { OneRequest, RequestPanel } from './RequestPanel';
import './requests.css';
import { useRequests } from './useRequests';

const api = getRouteApi('/t/$tenant/requests');

/** What only single requests can be found by. */
const own = [
  { name: 'duration', label: 'Duration', ops: ['gt', 'lt'] as ('gt' | 'lt')[], hint: 'Milliseconds, such as 500.' },
  { name: 'traceId', label: 'Trace id', ops: ['is'] as 'is'[], hint: '32 hexadecimal digits.' },
];
const isOwn = (dimension: string) => own.some(({ name }) => name === dimension);
const orders = [{ value: 'newest', label: 'Newest first' }, { value: 'slowest', label: 'Slowest first' }];

/** Single requests: those of a range, or as they end. All that is asked for is in the address. */
export function RequestsPage() {
  const { tenant } = api.useParams();
  const search = api.useSearch();
  const navigate = useNavigate();
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false }) ?? false;
  const { from = 'now-1h', to = 'now', zone = browserZone, request: opened } = search;
  const live = search.live === 1;
  const order = search.order ?? 'newest';
  const range = useMemo(() => ({ from, to }), [from, to]);
  const clock = clockOf(zone);
  const labelled = search.filters ?? [];
  const filters = labelled.map(({ dimension, op, values }) => ({ dimension, op, values }));
  const list = useRequests(tenant, { range, zone, filters, order }, !live);
  // The sums know nothing of single durations and traces: with such a filter they would count something else.
  const counts = !live && !filters.some(({ dimension }) => isOwn(dimension));
  const figures = useAnswers(tenant, counts ? questions : {}, range, { filters, zone });
  const answers = counts ? figures.data : undefined;

  const go = useCallback((next: RequestsSearch, replace = false) => void navigate({ to: '/t/$tenant/requests', params: { tenant }, search: next, replace, resetScroll: false }), [navigate, tenant]);
  const change = useCallback((next: Partial<RequestsSearch>, replace = false) => go({ ...search, ...next }, replace), [go, search]);
  const open = useCallback((request: string) => change({ request }, opened !== undefined), [change, opened]);
  const common = { clock, opened, phone, showTenant: tenant === allTenants, onOpen: open };

  if (phone && opened) {
    const { request: _, ...list } = search;
    return (
      <>
        <PageHead title="Request" trail={<Link to="/t/$tenant/requests" params={{ tenant }} search={list}>Requests</Link>} />
        <OneRequest tenant={tenant} id={opened} clock={clock} dated />
      </>
    );
  }

  const total = answers?.count?.value;
  return (
    <>
      <PageHead title="Requests" count={typeof total === 'number' ? written(total, 'count') : undefined}>
        <Button variant={live ? 'filled' : 'default'} aria-pressed={live} leftSection={live ? <IconList size={16} stroke={1.75} /> : <IconPlayerPlay size={16} stroke={1.75} />} onClick={() => change({ live: live ? undefined : 1, request: undefined })}>{live ? 'Back to the list' : 'Live'}</Button>
        {!live && <TimeRange range={range} clock={clock} onChange={(next) => change({ ...next, request: undefined })} />}
        {!live && <RefreshButton busy={list.isFetching} onRefresh={() => { void list.refetch(); void figures.refetch(); }} />}
      </PageHead>
      <div className="filter-bar">
        <Filters filters={labelled} tenant={tenant} range={range} more={own} onChange={(next) => change({ filters: next.length ? next : undefined })} />
        <div className="filter-facts">
          <span className="wide-only">{zone}</span>
          {!live && <CompleteUntil time={list.first?.completeUntil} stale={list.isError} clock={clock} />}
          {!live && <Select aria-label="Order" className="request-order" data={orders} value={order} allowDeselect={false} onChange={(next) => change({ order: next === 'slowest' ? 'slowest' : undefined, request: undefined }, true)} />}
        </div>
      </div>
      {live ? <LiveView tenant={tenant} filters={filters} {...common} /> : (
        <>
          {answers?.statuses && <Overview tenant={tenant} answer={answers.statuses} range={range} clock={clock} onRange={(next) => change({ ...next, request: undefined })} />}
          <ListView list={list} range={range} filtered={filters.length > 0} {...common} onRange={(next) => change({ ...next, request: undefined })} onClear={() => change({ filters: undefined })} />
        </>
      )}
      {opened && <RequestPanel tenant={tenant} id={opened} clock={clock} onClose={() => change({ request: undefined }, true)} />}
    </>
  );
}
