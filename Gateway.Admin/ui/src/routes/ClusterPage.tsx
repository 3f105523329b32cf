import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { allTenants, onlyLook, useMay } from '../app/access';
import type { Cluster } from '../app/contract';
import { Confirm, type Confirmation } from '../app/Confirm';
import { LoadFailed, RowAction, RowMenu } from '../app/listParts';
import { patched } from '../app/merge';
import { Message } from '../app/Messages';
import { told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange, useItem } from '../app/queries';
import { useTenant } from '../app/Shell';
import { currentOf, type Late, StaleDialog } from '../app/StaleDialog';
import { Waiting } from '../widgets/Waiting';
import { ClusterForm } from './ClusterForm';
import { ClusterJson } from './ClusterJson';
import { DestinationStates } from './DestinationStates';
import { RoutesOf } from './RoutesOf';

const Trail = ({ tenant }: { tenant: string }) => <Link to="/t/$tenant/clusters" params={{ tenant }}>Clusters</Link>;

export function NewClusterPage() {
  const tenant = useTenant();
  const navigate = useNavigate();
  const change = useChange<Cluster>();
  const mayEdit = useMay('write');
  if (!mayEdit) return <Message title="You may not create clusters here">That takes the role editor or admin of this tenant.</Message>;
  if (tenant === allTenants) return <Message title="Choose a tenant first">A cluster belongs to one tenant. Choose it at the top of the navigation.</Message>;
  return (
    <div className="form-page">
      <PageHead title="New cluster" trail={<Trail tenant={tenant} />} />
      <ClusterForm tenant={tenant} busy={change.isPending} onSave={async (document) => {
        const { data } = await change.mutateAsync({ method: 'POST', path: '/clusters', tenant, body: { ...document, tenant } });
        told(`Cluster ${data.id} is created.`);
        await navigate({ to: '/t/$tenant/clusters', params: { tenant } });
      }} />
    </div>
  );
}

export function ClusterPage() {
  const tenant = useTenant();
  const { id = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const item = useItem<Cluster>(tenant, 'clusters', id);
  const change = useChange<Cluster>();
  const mayEdit = useMay('write');
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const [late, setLate] = useState<Late | null>(null);
  const [json, setJson] = useState(false);
  const cluster = item.data?.data;
  const path = `/clusters/${encodeURIComponent(id)}`;
  const owner = cluster?.tenant ?? tenant;
  const save = async (method: 'PUT' | 'PATCH', document: unknown) => {
    try { await change.mutateAsync({ method, path, tenant: owner, body: document, etag: item.data?.etag }); } catch (error) {
      const current = currentOf(error);
      if (!current) throw error;
      return setLate({ name: id, base: cluster, mine: method === 'PUT' ? document : patched(cluster, document), ...current });
    }
    told(`Cluster ${id} is published.`);
    await item.refetch();
  };
  return (
    <div className="form-page">
      <PageHead title={id} trail={<Trail tenant={tenant} />}>
        {cluster && mayEdit && <RowMenu label={`More for ${id}`}><RowAction danger onClick={() => setAsk({
          title: `Delete cluster ${id}?`, verb: `Delete ${id}`, body: 'This is refused as long as a route sends requests to it.',
          run: async () => { await change.mutateAsync({ method: 'DELETE', path, tenant: owner, fresh: true }); told(`Cluster ${id} is deleted.`); await navigate({ to: '/t/$tenant/clusters', params: { tenant } }); },
        })}>Delete</RowAction></RowMenu>}
      </PageHead>
      {item.isError ? <LoadFailed what={`Cluster ${id}`} error={item.error} onRetry={() => void item.refetch()} />
        : !cluster ? <Waiting lines={2} height={200} />
        : <><nav className="page-tabs" aria-label="Parts of the cluster">{(['Form', 'JSON'] as const).map((one) => <button key={one} type="button" className={(one === 'JSON') === json ? 'chosen' : undefined} aria-pressed={(one === 'JSON') === json} onClick={() => setJson(one === 'JSON')}>{one === 'JSON' ? 'JSON and YAML' : one}</button>)}</nav>
            {json ? <ClusterJson key={item.dataUpdatedAt} cluster={cluster} mayEdit={mayEdit} busy={change.isPending} onSave={(document) => save('PUT', document)} /> : <ClusterForm key={item.dataUpdatedAt} fixed={mayEdit ? undefined : onlyLook} tenant={owner} cluster={cluster} busy={change.isPending} onSave={(document) => save('PATCH', document)} />}<DestinationStates cluster={cluster} /><RoutesOf tenant={owner} filters={{ cluster: id }} sentence="These send their requests here." /></>}
      {late && <StaleDialog late={late} onClose={() => setLate(null)} onSave={async (document, etag) => {
        await change.mutateAsync({ method: 'PUT', path, tenant: owner, body: document, etag });
        setLate(null);
        told(`Cluster ${id} is published.`);
        await item.refetch();
      }} />}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </div>
  );
}
