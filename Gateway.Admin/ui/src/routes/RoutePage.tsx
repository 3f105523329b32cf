import { Switch } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { allTenants, onlyLook, useLedTeams, useMay } from '../app/access';
import type { GatewayRoute } from '../app/contract';
import { Confirm, type Confirmation } from '../app/Confirm';
import { LoadFailed, RowAction, RowMenu } from '../app/listParts';
import { patched } from '../app/merge';
import { Message } from '../app/Messages';
import { refused, told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange, useItem } from '../app/queries';
import { useTenant } from '../app/Shell';
import { currentOf, type Late, StaleDialog } from '../app/StaleDialog';
import { Tag } from '../widgets/Tag';
import { Waiting } from '../widgets/Waiting';
import { RouteForm } from './RouteForm';

const Trail = ({ tenant }: { tenant: string }) => <Link to="/t/$tenant/routes" params={{ tenant }}>Routes</Link>;

export function NewRoutePage() {
  const tenant = useTenant();
  const navigate = useNavigate();
  const change = useChange<GatewayRoute>();
  const mayAll = useMay('write');
  const led = useLedTeams();
  if (!mayAll && !led.length) return <Message title="You may not create routes here">That takes the role editor or admin of this tenant, or admin of a team.</Message>;
  if (tenant === allTenants) return <Message title="Choose a tenant first">A route belongs to one tenant. Choose it at the top of the navigation.</Message>;
  return (
    <div className="form-page">
      <PageHead title="New route" trail={<Trail tenant={tenant} />} />
      <RouteForm tenant={tenant} teams={mayAll ? undefined : led} busy={change.isPending} onSave={async (document) => {
        const { data } = await change.mutateAsync({ method: 'POST', path: '/routes', tenant, body: { ...document, tenant, enabled: true } });
        told(`Route ${data.id} is live.`);
        await navigate({ to: '/t/$tenant/routes', params: { tenant } });
      }} />
    </div>
  );
}

export function RoutePage() {
  const tenant = useTenant();
  const { id = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const item = useItem<GatewayRoute>(tenant, 'routes', id);
  const change = useChange<GatewayRoute>();
  const may = useMay();
  const led = useLedTeams();
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const [late, setLate] = useState<Late | null>(null);
  const route = item.data?.data;
  const mayEdit = route ? may('writeTeam', route.team, route.tenant) : false;
  const path = `/routes/${encodeURIComponent(id)}`;
  const owner = route?.tenant ?? tenant;

  const enable = async (enabled: boolean) => {
    try {
      await change.mutateAsync({ method: 'PATCH', path, tenant: owner, body: { enabled }, fresh: true });
      await item.refetch();
      told(`Route ${id} is ${enabled ? 'enabled' : 'disabled'}.`);
    } catch (error) { refused(`Route ${id} was not changed`, error); }
  };

  return (
    <div className="form-page">
      <PageHead title={id} trail={<Trail tenant={tenant} />}>
        {route && !mayEdit && !route.enabled && <Tag>Disabled</Tag>}
        {route && mayEdit && <Switch checked={route.enabled} label={route.enabled ? 'Enabled' : 'Disabled'} disabled={change.isPending} onChange={(event) => void enable(event.currentTarget.checked)} />}
        {route && mayEdit && <RowMenu label={`More for ${id}`}><RowAction danger onClick={() => setAsk({
          title: `Delete route ${id}?`, verb: `Delete ${id}`, body: 'Requests it took are refused with 404 from then on, unless another route matches. Figures recorded so far stay.',
          run: async () => { await change.mutateAsync({ method: 'DELETE', path, tenant: owner, fresh: true }); told(`Route ${id} is deleted.`); await navigate({ to: '/t/$tenant/routes', params: { tenant } }); },
        })}>Delete</RowAction></RowMenu>}
      </PageHead>
      {item.isError ? <LoadFailed what={`Route ${id}`} error={item.error} onRetry={() => void item.refetch()} />
        : !route ? <Waiting lines={3} height={180} />
        : <RouteForm key={item.dataUpdatedAt} fixed={mayEdit ? undefined : onlyLook} tenant={owner} teams={may('write', null, owner) ? undefined : led} route={route} busy={change.isPending} onSave={async (document) => {
            try { await change.mutateAsync({ method: 'PATCH', path, tenant: owner, body: document, etag: item.data?.etag }); } catch (error) {
              const current = currentOf(error);
              if (!current) throw error;
              return setLate({ name: id, base: route, mine: patched(route, document), ...current });
            }
            told(`Route ${id} is published.`);
            await item.refetch();
          }} />}
      {late && <StaleDialog late={late} onClose={() => setLate(null)} onSave={async (document, etag) => {
        await change.mutateAsync({ method: 'PUT', path, tenant: owner, body: document, etag });
        setLate(null);
        told(`Route ${id} is published.`);
        await item.refetch();
      }} />}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </div>
  );
}
