import { Button } from '@mantine/core';
import { IconChecks, IconX } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { allTenants, useMay } from '../app/access';
import { cut } from '../app/format';
import { EmptyState, ListFoot, LoadFailed } from '../app/listParts';
import { refused, told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useList } from '../app/queries';
import type { InboxSearch } from '../app/search';
import { AlertTabs } from '../channels/AlertTabs';
import { Waiting } from '../widgets/Waiting';
import type { Alert, AlertEvent } from './contract';
import { EventList } from './EventList';
import { EventPanel } from './EventPanel';
import { useDeliveries, useEvents, useSeen } from './useAlertAnswers';
import './alerts.css';

const api = getRouteApi('/t/$tenant/alert-events');

/** What somebody was told of, as one list; what the reader has seen is the reader's own. */
export function InboxPage() {
  const { tenant } = api.useParams();
  const search = api.useSearch();
  const navigate = useNavigate();
  const all = search.show === 'all';
  const list = useEvents(tenant, { notices: true, alert: search.alert, ...(all ? {} : { seen: false }) });
  const alerts = useList<Alert>(tenant, 'alerts', '', 500).items;
  const deliveries = useDeliveries(tenant, { alert: search.alert }, useMay('read')).data;
  const seen = useSeen(tenant);
  const events = list.items;
  const go = (next: InboxSearch, replace = true) => void navigate({ to: '/t/$tenant/alert-events', params: { tenant }, search: next, replace, resetScroll: false });
  const { event: opened, ...back } = search;
  const mark = (event: AlertEvent) => seen.mutate({ event }, { onError: (error) => refused('It was not marked', error) });
  const markAll = () => seen.mutate({ until: events![0]!.id }, { onSuccess: () => told('All is marked as seen.'), onError: (error) => refused('Nothing was marked', error) });
  const open = events?.find(({ id }) => id === opened);
  return (
    <>
      <PageHead title="Inbox">{Boolean(events?.some((event) => !event.seen)) && <Button variant="default" leftSection={<IconChecks size={16} stroke={1.75} />} disabled={seen.isPending} onClick={markAll}>Mark all as seen</Button>}</PageHead>
      <div className="filter-bar">
        <AlertTabs tenant={tenant} at="Inbox" />
        <nav className="tabs" aria-label="Which changes">
          <Link to="/t/$tenant/alert-events" params={{ tenant }} search={{ ...back, show: undefined }} className={all ? undefined : 'chosen'} aria-current={all ? undefined : 'page'}>Not seen</Link>
          <Link to="/t/$tenant/alert-events" params={{ tenant }} search={{ ...back, show: 'all' }} className={all ? 'chosen' : undefined} aria-current={all ? 'page' : undefined}>All</Link>
        </nav>
        {search.alert && <Button variant="default" rightSection={<IconX size={14} stroke={1.75} />} aria-label="Of every alert" onClick={() => go({ ...back, alert: undefined })}><bdi>{cut(alerts?.find(({ id }) => id === search.alert)?.name ?? search.alert, 40)}</bdi></Button>}
      </div>
      {list.isError && !events ? <LoadFailed what="The inbox" error={list.error} onRetry={() => void list.refetch()} />
        : !events ? <Waiting lines={6} height={52} />
        : !events.length ? <EmptyState title={all ? 'Nothing has happened yet' : 'Nothing new'} action={all ? undefined : <Button variant="default" onClick={() => go({ ...back, show: 'all' })}>Show all</Button>}>{all ? 'When an alert fires or is over, it is told here, whether or not there is a channel.' : 'You have seen every firing and every end of one.'}</EmptyState>
        : <div className="card list-card"><EventList events={events} named showTenant={tenant === allTenants} deliveriesOf={({ id }) => deliveries?.filter((one) => one.event === id)} onOpen={({ id }) => go({ ...back, event: id }, false)} onSeen={mark} /></div>}
      <ListFoot shown={events?.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
      {opened !== undefined && <EventPanel key={opened} tenant={tenant} id={opened} alert={alerts?.find((one) => one.id === open?.alert && one.tenant === open.tenant)} onClose={() => go(back)} onSeen={mark} />}
    </>
  );
}
