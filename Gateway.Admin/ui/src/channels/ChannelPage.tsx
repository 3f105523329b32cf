import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { allTenants, onlyLook, useMay } from '../app/access';
import { call, get, messageOf } from '../app/client';
import { Confirm, type Confirmation } from '../app/Confirm';
import type { Page } from '../app/contract';
import { cut, sentence } from '../app/format';
import { LoadFailed, RowAction, RowMenu } from '../app/listParts';
import { Message } from '../app/Messages';
import { told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange, useItem } from '../app/queries';
import { Tag } from '../widgets/Tag';
import { Waiting } from '../widgets/Waiting';
import { ChannelForm } from './ChannelForm';
import { ChannelStatusLine, ChannelTag } from './ChannelTable';
import type { Channel, Delivery } from './contract';
import { SentList } from './SentList';
import { useTypes } from './useTypes';
import './channels.css';

const api = getRouteApi('/t/$tenant/channels/$id');
const newApi = getRouteApi('/t/$tenant/channels/new');

/** A channel of a kind that is chosen first. */
export function NewChannelPage() {
  const { tenant } = newApi.useParams();
  const { type: chosen } = newApi.useSearch();
  const navigate = useNavigate();
  const types = useTypes(tenant);
  const change = useChange<Channel>();
  const mayEdit = useMay('write');
  if (!mayEdit) return <Message title="You may not create channels here">That takes the role editor or admin of this tenant.</Message>;
  if (tenant === allTenants) return <Message title="Choose a tenant first">A channel belongs to one tenant. Choose it at the top of the navigation.</Message>;
  const type = types.data?.find((one) => one.type === chosen);
  return (
    <div className="form-page">
      <PageHead title={type ? `New channel: ${type.title}` : 'New channel'} trail={<Link to="/t/$tenant/channels" params={{ tenant }}>Channels</Link>}>
        {type && <Button component={Link} variant="subtle" color="gray" to={`/t/${encodeURIComponent(tenant)}/channels/new`}>Another kind</Button>}
      </PageHead>
      {types.isError ? <LoadFailed what="The kinds of channels" error={types.error} onRetry={() => void types.refetch()} />
        : !types.data ? <Waiting lines={3} height={120} />
        : !type ? <ul className="type-list">{types.data.map((one) => <li key={one.type}><Link className="card type-card" to="/t/$tenant/channels/new" params={{ tenant }} search={{ type: one.type }}><b>{one.title}</b><span>{typeSentence[one.type] ?? ''}</span></Link></li>)}</ul>
        : <ChannelForm key={type.type} tenant={tenant} type={type} busy={change.isPending} onSave={async (document) => {
            const { data } = await change.mutateAsync({ method: 'POST', path: '/channels', tenant, body: { ...document, tenant } });
            told(`${cut(data.name, 60)} is created. Send a test to see that it arrives.`);
            await navigate({ to: '/t/$tenant/channels/$id', params: { tenant, id: data.id } });
          }} />}
    </div>
  );
}

const typeSentence: Record<string, string> = {
  email: 'Through your mail server, with TLS and a login where it asks for one.', webhook: 'Posts each notice to an address, signed.', slack: 'Through an incoming webhook; Mattermost takes the same.', teams: 'Through a workflow that takes a webhook.',
  pagerDuty: 'Opens and resolves incidents.', opsgenie: 'Opens and closes alerts.', log: 'Into the gateway’s own log, from where whatever collects logs takes it.',
};

/** One channel: what is set, whether it arrives, what it sent. */
export function ChannelPage() {
  const { tenant, id } = api.useParams();
  const navigate = useNavigate();
  const client = useQueryClient();
  const item = useItem<Channel>(tenant, 'channels', id);
  const types = useTypes(tenant);
  const change = useChange<Channel>();
  const may = useMay();
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const channel = item.data?.data;
  const owner = channel?.tenant ?? tenant;
  const mayEdit = channel ? may('write', null, owner) : false;
  const path = `/channels/${encodeURIComponent(id)}`;
  const test = useMutation({
    mutationFn: async () => (await call<{ delivered: boolean; answer: string }>('POST', `${path}/test`, { tenant: owner })).data,
    onSettled: () => client.invalidateQueries({ queryKey: ['list', owner, 'channels'] }),
  });
  const sent = useQuery({ queryKey: ['list', owner, 'deliveries', { channel: id }], enabled: channel !== undefined && may('read', null, owner), refetchInterval: 15_000, queryFn: async ({ signal }) => (await get<Page<Delivery>>(`/deliveries?limit=30&channel=${encodeURIComponent(id)}`, { tenant: owner, signal })).items });
  const type = types.data?.find((one) => one.type === channel?.type);
  const remove = () => setAsk({
    title: `Delete ${channel!.name}?`, verb: `Delete ${channel!.name}`, body: 'Nothing is sent through it any more. Alerts that name it tell only the others.',
    run: async () => { await change.mutateAsync({ method: 'DELETE', path, tenant: owner, fresh: true }); told(`${cut(channel!.name, 60)} is deleted.`); await navigate({ to: '/t/$tenant/channels', params: { tenant } }); },
  });
  return (
    <div className="form-page">
      <PageHead title={channel?.name ?? id} trail={<Link to="/t/$tenant/channels" params={{ tenant }}>Channels</Link>} tag={channel && <ChannelTag channel={channel} />}>
        {channel && mayEdit && <Button variant="default" leftSection={<IconSend size={16} stroke={1.75} />} disabled={test.isPending} onClick={() => test.mutate()}>{test.isPending ? 'Sending' : 'Send test'}</Button>}
        {channel && mayEdit && <RowMenu label={`More for ${cut(channel.name, 60)}`}><RowAction danger onClick={remove}>Delete</RowAction></RowMenu>}
      </PageHead>
      {item.isError ? <LoadFailed what={`Channel ${id}`} error={item.error} onRetry={() => void item.refetch()} />
        : types.isError ? <LoadFailed what="The kinds of channels" error={types.error} onRetry={() => void types.refetch()} />
        : !channel || !types.data ? <Waiting lines={3} height={180} />
        : !type ? <Message title="This gateway does not know the kind of this channel">It is a {channel.type}. Nothing is sent through it.</Message>
        : (
          <>
            <div aria-live="polite">{(test.data || test.isError) && <p className="card test-answer"><Tag tone={test.data?.delivered ? 'ok' : 'error'}>{test.data?.delivered ? 'Delivered' : 'Not delivered'}</Tag><span><bdi>{sentence(cut(test.data?.answer ?? messageOf(test.error), 600))}</bdi></span></p>}</div>
            <ChannelStatusLine channel={channel} />
            <ChannelForm key={item.dataUpdatedAt} tenant={owner} type={type} channel={channel} fixed={mayEdit ? undefined : onlyLook} busy={change.isPending} onSave={async (document) => {
              await change.mutateAsync({ method: 'PUT', path, tenant: owner, body: document, etag: item.data?.etag });
              told(`${cut(channel.name, 60)} is saved.`);
              await item.refetch();
            }} />
            {sent.data && <SentList tenant={owner} sent={sent.data} />}
          </>
        )}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </div>
  );
}
