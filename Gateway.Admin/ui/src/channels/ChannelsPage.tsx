import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { allTenants, useMay } from '../app/access';
import { Confirm, type Confirmation } from '../app/Confirm';
import { cut } from '../app/format';
import { EmptyState, ListFoot, LoadFailed } from '../app/listParts';
import { refused, told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange, useList } from '../app/queries';
import { SearchField } from '../app/SearchField';
import { Waiting } from '../widgets/Waiting';
import { ChannelCards, type ChannelListProps, ChannelTable } from './ChannelTable';
import type { Channel } from './contract';
import { useTypes } from './useTypes';
import './channels.css';

const api = getRouteApi('/t/$tenant/channels');

/** The ways in which people and other systems are told of alerts. */
export function ChannelsPage() {
  const { tenant } = api.useParams();
  const { search = '' } = api.useSearch();
  const navigate = useNavigate();
  const mayEdit = useMay('write');
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  const list = useList<Channel>(tenant, 'channels', search, 200, 15);
  const types = useTypes(tenant).data;
  const change = useChange();
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const pathOf = ({ id }: Channel) => `/channels/${encodeURIComponent(id)}`;
  const props: ChannelListProps | undefined = list.items && {
    channels: list.items, showTenant: tenant === allTenants, mayEdit, titleOf: (type) => types?.find((one) => one.type === type)?.title ?? type,
    onOpen: ({ tenant: owner, id }) => void navigate({ to: '/t/$tenant/channels/$id', params: { tenant: owner, id } }),
    onEnable: async (channel) => {
      try {
        await change.mutateAsync({ method: 'PATCH', path: pathOf(channel), tenant: channel.tenant, body: { enabled: !channel.enabled }, fresh: true });
        told(`${cut(channel.name, 60)} is ${channel.enabled ? 'off' : 'on'}.`);
      } catch (error) { refused(`${cut(channel.name, 60)} was not changed`, error); }
    },
    onDelete: (channel) => setAsk({
      title: `Delete ${channel.name}?`, verb: `Delete ${channel.name}`, body: 'Nothing is sent through it any more. Alerts that name it tell only the others.',
      run: async () => { await change.mutateAsync({ method: 'DELETE', path: pathOf(channel), tenant: channel.tenant, fresh: true }); told(`${cut(channel.name, 60)} is deleted.`); },
    }),
  };
  const create = mayEdit && tenant !== allTenants && <Button component={Link} to={`/t/${encodeURIComponent(tenant)}/channels/new`} leftSection={<IconPlus size={16} stroke={1.75} />}>New channel</Button>;
  return (
    <>
      <PageHead title="Channels" count={list.items && !search ? list.items.length : undefined}>{create}</PageHead>
      <div className="filter-bar"><SearchField value={search} placeholder="Search id, name or kind" onSearch={(words) => void navigate({ to: '/t/$tenant/channels', params: { tenant }, search: words ? { search: words } : {}, replace: true })} /></div>
      {list.isError && !props ? <LoadFailed what="The channels" error={list.error} onRetry={() => void list.refetch()} />
        : !props ? <Waiting lines={5} height={44} />
        : !props.channels.length ? <EmptyState title={search ? 'No channel fits the search' : 'No channels yet'} action={search ? undefined : create}>{search ? 'Names, ids and kinds were searched.' : 'A channel brings what alerts have to tell to people: by e-mail, into a chat, to whoever is on call. Until there is one, it is in the inbox alone.'}</EmptyState>
        : phone ? <ChannelCards {...props} /> : <ChannelTable {...props} />}
      <ListFoot shown={props?.channels.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </>
  );
}
