import { Button, Switch } from '@mantine/core';
import { IconBellOff, IconPencil, IconSend } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../app/access';
import { Confirm, type Confirmation } from '../app/Confirm';
import { useCatalogue } from '../app/dimensions';
import { cut } from '../app/format';
import { EmptyState, ListFoot, LoadFailed, RowAction, RowMenu } from '../app/listParts';
import { refused, told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange, useItem, useList } from '../app/queries';
import { ago, moment } from '../app/time';
import { AlertTabs } from '../channels/AlertTabs';
import type { Channel } from '../channels/contract';
import { NewSilence } from '../channels/NewSilence';
import { Tag } from '../widgets/Tag';
import { Waiting } from '../widgets/Waiting';
import { AlertCourse } from './AlertCourse';
import { AlertNow } from './AlertNow';
import { SeverityWord } from './AlertTable';
import type { Alert } from './contract';
import { spanWords } from './durations';
import { EventList } from './EventList';
import { EventPanel } from './EventPanel';
import { NotifyCard } from './NotifyCard';
import { useAlertState, useDeliveries, useEvents, useSeen } from './useAlertAnswers';
import { useAlertTest } from './useAlertTest';
import { conditionWords, stateTone, stateWords } from './words';
import './alerts.css';

const api = getRouteApi('/t/$tenant/alerts/$id');

/** One alert: how it stands, what it did, whom it told. */
export function AlertPage() {
  const { tenant, id } = api.useParams();
  const navigate = useNavigate();
  const item = useItem<Alert>(tenant, 'alerts', id);
  const may = useMay();
  const catalogue = useCatalogue(tenant).data;
  const change = useChange();
  const test = useAlertTest(tenant);
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const [silencing, setSilencing] = useState(false);
  const [opened, setOpened] = useState<number | null>(null);
  const alert = item.data?.data;
  const owner = alert?.tenant ?? tenant;
  const state = useAlertState(owner, id, alert !== undefined).data;
  const log = useEvents(owner, { alert: id }, 100);
  const deliveries = useDeliveries(owner, { alert: id }, may('read', null, owner)).data;
  const channels = useList<Channel>(owner, 'channels').items;
  const seen = useSeen(owner);
  const mayEdit = alert ? may('writeTeam', alert.team, owner) : false;
  const path = `/alerts/${encodeURIComponent(id)}`;
  const status = state?.state ?? alert?.state ?? 'ok';

  const enable = async (enabled: boolean) => {
    try {
      await change.mutateAsync({ method: 'PATCH', path, tenant: owner, body: { enabled }, fresh: true });
      await item.refetch();
      told(`${cut(alert!.name, 60)} is ${enabled ? 'on' : 'off'}.`);
    } catch (error) { refused('It was not changed', error); }
  };
  const tag = !alert ? undefined : !alert.enabled ? <Tag>Off</Tag> : <Tag tone={status === 'ok' ? 'ok' : stateTone(status, alert.severity)} title={state ? moment(state.since) : undefined}>{stateWords[status]}</Tag>;

  return (
    <div className="form-page alert-page">
      <PageHead title={alert?.name ?? id} trail={<Link to="/t/$tenant/alerts" params={{ tenant }}>Alerts</Link>} tag={tag}>
        {alert && mayEdit && <Switch checked={alert.enabled} label={alert.enabled ? 'Enabled' : 'Disabled'} disabled={change.isPending} onChange={(event) => void enable(event.currentTarget.checked)} />}
        {alert && mayEdit && <Button variant="default" leftSection={<IconSend size={16} stroke={1.75} />} disabled={test.isPending} onClick={() => test.mutate(alert)}>Send test</Button>}
        {alert && may('write', null, owner) && <Button variant="default" leftSection={<IconBellOff size={16} stroke={1.75} />} onClick={() => setSilencing(true)}>Silence</Button>}
        {alert && mayEdit && <RowMenu label={`More for ${cut(alert.name, 60)}`}>
          <RowAction onClick={() => void navigate({ to: '/t/$tenant/alerts/new', params: { tenant: owner }, search: { clone: id } })}>Clone</RowAction>
          <RowAction danger onClick={() => setAsk({
            title: `Delete ${alert.name}?`, verb: `Delete ${alert.name}`, body: 'It is not evaluated any more. If it fires, whoever was told hears that this is over. Its log stays until it is old.',
            run: async () => { await change.mutateAsync({ method: 'DELETE', path, tenant: owner, fresh: true }); told(`${cut(alert.name, 60)} is deleted.`); await navigate({ to: '/t/$tenant/alerts', params: { tenant } }); },
          })}>Delete</RowAction>
        </RowMenu>}
        {alert && <Button component={Link} to={`/t/${encodeURIComponent(owner)}/alerts/${encodeURIComponent(id)}/edit`} data-shortcut="edit" leftSection={<IconPencil size={16} stroke={1.75} />}>{mayEdit ? 'Edit' : 'Look at it'}</Button>}
      </PageHead>
      {item.isError ? <LoadFailed what={`Alert ${id}`} error={item.error} onRetry={() => void item.refetch()} action={<AlertTabs tenant={tenant} at="Alerts" />} />
        : !alert ? <Waiting lines={3} height={180} />
        : (
          <>
            <div className="alert-about"><SeverityWord severity={alert.severity} /><span><bdi>{cut(conditionWords(alert.when, catalogue), 400)}</bdi></span><span className="soft">{holds(alert)}</span>{alert.description && <p className="soft"><bdi>{cut(alert.description, 2000)}</bdi></p>}</div>
            <div className="alert-split">
              <div><AlertCourse alert={alert} events={log.items} /></div>
              <aside><AlertNow alert={alert} state={state} /><NotifyCard tenant={owner} channels={channels} severity={alert.severity} labels={alert.labels} named={alert.channels} /></aside>
            </div>
            <section className="card section-card" aria-labelledby="log">
              <header><h2 id="log">Log</h2><p>Every change of its state, with what was observed and who was told.</p></header>
              {!log.items ? <Waiting lines={3} height={44} /> : log.items.length ? <EventList events={log.items} named={false} deliveriesOf={(event) => deliveries?.filter((one) => one.event === event.id)} onOpen={(event) => setOpened(event.id)} /> : <EmptyState title="Nothing has happened yet">Its state has not changed since it was made.</EmptyState>}
              <ListFoot shown={log.items?.length ?? 0} more={log.hasNextPage} busy={log.isFetching} onMore={() => void log.fetchNextPage()} />
              {alert.updatedAt && <p className="help log-foot">Version {alert.version}, saved by {cut(alert.updatedBy ?? 'somebody', 60)} {ago(alert.updatedAt)}.</p>}
            </section>
          </>
        )}
      {opened !== null && <EventPanel key={opened} tenant={owner} id={opened} alert={alert} onClose={() => setOpened(null)} onSeen={(event) => seen.mutate({ event })} />}
      {silencing && alert && <NewSilence tenant={owner} alerts={[{ id, name: alert.name }]} chosen={id} onClose={() => setSilencing(false)} />}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </div>
  );
}

const holds = ({ window, for: hold, when, cooldown }: Alert) => [
  when.health ? '' : `over ${spanWords(window) || '5 min'}`, spanWords(hold) !== '0 s' ? `for ${spanWords(hold)}` : '', spanWords(cooldown) !== '0 s' ? `rests ${spanWords(cooldown)} after firing` : '',
].filter(Boolean).join(', ');
