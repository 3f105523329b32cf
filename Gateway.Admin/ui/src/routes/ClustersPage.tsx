import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { allTenants, useMay } from '../app/access';
import type { Cluster, GatewayNode } from '../app/contract';
import { cut } from '../app/format';
import { EmptyState, ListFoot, LoadFailed } from '../app/listParts';
import { PageHead } from '../app/PageHead';
import { useList, useNodes } from '../app/queries';
import { SearchField } from '../app/SearchField';
import { Waiting } from '../widgets/Waiting';
import { Tag } from '../widgets/Tag';
import { balancingLabel } from './clusterForm';
import { healthOf } from './health';

const api = getRouteApi('/t/$tenant/clusters');

export function ClustersPage() {
  const { tenant } = api.useParams();
  const { search = '' } = api.useSearch();
  const navigate = useNavigate();
  const mayEdit = useMay('write');
  const list = useList<Cluster>(tenant, 'clusters', search);
  const rows = list.items;
  const nodes = useNodes(tenant).data?.items;
  const newCluster = mayEdit && tenant !== allTenants && <Button component={Link} to={`/t/${encodeURIComponent(tenant)}/clusters/new`} leftSection={<IconPlus size={16} stroke={1.75} />}>New cluster</Button>;
  return (
    <>
      <PageHead title="Clusters" count={rows && !search ? rows.length : undefined}>{newCluster}</PageHead>
      <div className="filter-bar"><SearchField value={search} placeholder="Search id or address" onSearch={(words) => void navigate({ to: '/t/$tenant/clusters', params: { tenant }, search: words ? { search: words } : {}, replace: true })} /></div>
      {list.isError && !rows ? <LoadFailed what="The clusters" error={list.error} onRetry={() => void list.refetch()} />
        : !rows ? <Waiting lines={5} height={44} />
        : !rows.length ? <EmptyState title={search ? 'No cluster fits the search' : 'No clusters yet'} action={!search && newCluster}>{search ? 'Ids and addresses were searched.' : 'A cluster is one service of yours: the destinations that answer, and how the gateway chooses among them. Routes send requests to it.'}</EmptyState>
        : (
          <div className="card list-card"><div className="table-scroll">
            <table className="data-table data-table-fixed two-line clusters-table">
              <thead><tr><th>Cluster</th>{tenant === allTenants && <th>Tenant</th>}<th>Destinations</th><th className="wide-only">Load balancing</th><th>Health</th></tr></thead>
              <tbody>{rows.map((cluster) => (
                <tr key={`${cluster.tenant}/${cluster.id}`} className="row-open" onClick={() => void navigate({ to: '/t/$tenant/clusters/$id', params: { tenant: cluster.tenant, id: cluster.id } })}>
                  <td><Link className="row-name" to="/t/$tenant/clusters/$id" params={{ tenant: cluster.tenant, id: cluster.id }} onClick={(event) => event.stopPropagation()}><bdi>{cut(cluster.id, 80)}</bdi></Link></td>
                  {tenant === allTenants && <td>{cluster.tenant}</td>}
                  <td>{cluster.destinations.length === 0 ? <Tag tone="warn">No destination</Tag> : <><div>{cluster.destinations.length} {cluster.destinations.length === 1 ? 'destination' : 'destinations'}</div><div className="row-second mono"><bdi>{cut(cluster.destinations.map(({ address }) => address).join(', '), 160)}</bdi></div></>}</td>
                  <td className="soft wide-only">{balancingLabel(cluster.loadBalancing)}</td>
                  <td className="soft"><Health cluster={cluster} nodes={nodes} /></td>
                </tr>
              ))}</tbody>
            </table>
          </div></div>
        )}
      <ListFoot shown={rows?.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
    </>
  );
}

const Health = ({ cluster, nodes }: { cluster: Cluster; nodes?: GatewayNode[] }) => {
  const { available, all, down, words } = healthOf(cluster, nodes);
  if (!all) return <>–</>;
  if (down.length) return <Tag tone={available ? 'warn' : 'error'} title={words}>{available} of {all} available</Tag>;
  return <span title={words || undefined}>{available} of {all} available</span>;
};
