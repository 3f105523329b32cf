import { Button, Select } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus, IconX } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { allTenants, useMay } from '../app/access';
import { useAnswers } from '../app/analytics';
import type { GatewayKey, NewSecret, Query } from '../app/contract';
import { Confirm, type Confirmation } from '../app/Confirm';
import { cut } from '../app/format';
import { EmptyState, ListFoot, LoadFailed } from '../app/listParts';
import { refused, told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange, useList } from '../app/queries';
import type { KeysSearch } from '../app/search';
import { SearchField } from '../app/SearchField';
import { usual } from '../app/time';
import { Waiting } from '../widgets/Waiting';
import { CreateKey } from './CreateKey';
import { KeyPanel } from './KeyPanel';
import { KeySecret } from './KeySecret';
import { KeyCards, type KeyListProps, KeyTable } from './KeyTable';
import { RotateKey } from './RotateKey';
import './keys.css';

const api = getRouteApi('/t/$tenant/keys');
const states = [{ value: 'active', label: 'Active' }, { value: 'expiring', label: 'Expires within 14 days' }, { value: 'suspended', label: 'Suspended' }, { value: 'expired', label: 'Expired' }, { value: 'revoked', label: 'Revoked' }];
const queries: Record<string, Query> = {
  figures: { measures: ['requests'], split: 'key', limit: 200 },
  courses: { measures: ['requests'], split: ['time', 'key'], limit: 50 },
};

export function KeysPage() {
  const { tenant } = api.useParams();
  const { search = '', create = false, key: opened, consumer, state } = api.useSearch();
  const navigate = useNavigate();
  const mayEdit = useMay('write');
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  const list = useList<GatewayKey>(tenant, 'keys', { search, consumer, state });
  const asked = useAnswers(tenant, queries, usual, { everySeconds: 60 });
  const change = useChange<NewSecret>();
  const [made, setMade] = useState<{ secret: NewSecret; verb: string } | null>(null);
  const [rotating, setRotating] = useState<GatewayKey | null>(null);
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const go = (next: KeysSearch) => void navigate({ to: '/t/$tenant/keys', params: { tenant }, search: next, replace: true });
  const back: KeysSearch = { ...(search ? { search } : {}), ...(consumer ? { consumer } : {}), ...(state ? { state } : {}) };
  const narrowed = Boolean(search || consumer || state);
  const pathOf = ({ id }: GatewayKey) => `/keys/${encodeURIComponent(id)}`;

  const props: KeyListProps | undefined = list.items && {
    keys: list.items, waiting: !asked.data && !asked.isError, figures: asked.data?.figures, courses: asked.data?.courses, mayEdit, showTenant: tenant === allTenants,
    onSuspend: async (key) => {
      const enabled = key.state === 'suspended';
      try {
        await change.mutateAsync({ method: 'PATCH', path: pathOf(key), tenant: key.tenant, body: { enabled }, fresh: true });
        told(`${cut(key.name, 60)} is ${enabled ? 'active again' : 'suspended'}.`);
      } catch (error) { refused(`${cut(key.name, 60)} was not changed`, error); }
    },
    // Under all tenants a key opens in its own: its id is unique there only.
    onOpen: (key) => void navigate({ to: '/t/$tenant/keys', params: { tenant: key.tenant }, search: { ...back, key: key.id } }),
    onConsumer: (name) => go({ ...back, consumer: name }),
    onRotate: setRotating,
    onRevoke: (key) => setAsk({
      title: `Revoke ${key.name}?`, verb: `Revoke ${key.name}`, body: 'Requests with this key are refused with 401 within a second, for good. To stop it for a while, suspend it.',
      run: async () => { await change.mutateAsync({ method: 'POST', path: `${pathOf(key)}/revoke`, tenant: key.tenant }); told(`${cut(key.name, 60)} is revoked.`); },
    }),
  };
  const newKey = mayEdit && tenant !== allTenants && <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => go({ ...back, create: true })}>New key</Button>;

  return (
    <>
      <PageHead title="Keys" count={props && !narrowed ? `${props.keys.length}${list.hasNextPage ? '+' : ''}` : undefined}>{newKey}</PageHead>
      <div className="filter-bar"><SearchField value={search} placeholder="Search name, prefix or consumer" onSearch={(words) => go({ ...back, search: words || undefined })} />
        <Select aria-label="State" className="state-choice" data={states} placeholder="Any state" clearable value={state ?? null} onChange={(next) => go({ ...back, state: (next as KeysSearch['state']) ?? undefined })} />
        {consumer && <Button variant="default" rightSection={<IconX size={14} stroke={1.75} />} aria-label="Keys of every consumer" onClick={() => go({ ...back, consumer: undefined })}><bdi>{cut(consumer, 40)}</bdi></Button>}
      </div>
      {list.isError && !props ? <LoadFailed what="The keys" error={list.error} onRetry={() => void list.refetch()} />
        : !props ? <Waiting lines={8} height={44} />
        : !props.keys.length ? <EmptyState title={narrowed ? 'No key fits the search' : 'No keys yet'} action={narrowed ? <Button variant="default" onClick={() => go({})}>Show all keys</Button> : newKey}>{narrowed ? 'Names, prefixes and consumers were searched.' : 'A key says who calls. Routes that ask for one refuse every request without it with 401.'}</EmptyState>
        : phone ? <KeyCards {...props} /> : <KeyTable {...props} />}
      <ListFoot shown={props?.keys.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
      {create && mayEdit && tenant !== allTenants && <CreateKey tenant={tenant} busy={change.isPending} onClose={() => go(back)} onCreate={async (body) => {
        const { data } = await change.mutateAsync({ method: 'POST', path: '/keys', tenant, body });
        go(back);
        // A key that was taken over by its hash has no secret to show.
        if (data.key) setMade({ secret: data, verb: 'created' });
        else told(`${cut(data.name, 60)} is taken over.`);
      }} />}
      {opened && tenant !== allTenants && <KeyPanel key={opened} tenant={tenant} id={opened} mayEdit={mayEdit} onClose={() => go(back)} />}
      {rotating && <RotateKey name={rotating.name} busy={change.isPending} onClose={() => setRotating(null)} onRotate={async (graceSeconds) => {
        const { data } = await change.mutateAsync({ method: 'POST', path: `${pathOf(rotating)}/rotate`, tenant: rotating.tenant, body: { graceSeconds } });
        setRotating(null);
        setMade({ secret: data, verb: 'rotated' });
      }} />}
      {made && <KeySecret {...made} tenant={tenant} onDone={() => setMade(null)} />}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </>
  );
}
