import { getRouteApi, Link } from '@tanstack/react-router';
import { allTenants } from '../app/access';
import type { GatewayNode, Nodes } from '../app/contract';
import { cut, exact, written } from '../app/format';
import { LoadFailed } from '../app/listParts';
import { PageHead } from '../app/PageHead';
import { useNodes } from '../app/queries';
import { ago, moment } from '../app/time';
import { Tag } from '../widgets/Tag';
import { Waiting } from '../widgets/Waiting';
import { since, troublesOf } from './node';
import './nodes.css';

const api = getRouteApi('/t/$tenant/nodes');

/** Every process that serves traffic: whether it is well, and if not, what it says. */
export function NodesPage() {
  const { tenant } = api.useParams();
  const asked = useNodes(allTenants);
  const nodes = asked.data;
  const ill = nodes?.items.filter((node) => troublesOf(node, nodes).length > 0).length ?? 0;
  return (
    <>
      <PageHead title="Nodes" count={nodes?.items.length} tag={nodes && (ill ? <Tag tone="warn">{`${ill} with trouble`}</Tag> : <Tag tone="ok">All well</Tag>)} />
      {asked.isError && !nodes ? <LoadFailed what="The nodes" error={asked.error} onRetry={() => void asked.refetch()} />
        : !nodes ? <Waiting lines={3} height={160} />
        : <div className="nodes">{nodes.items.map((node) => <NodeCard key={node.id} node={node} nodes={nodes} tenant={tenant} />)}</div>}
    </>
  );
}

function NodeCard({ node, nodes, tenant }: { node: GatewayNode; nodes: Nodes; tenant: string }) {
  const { health } = node;
  const troubles = troublesOf(node, nodes);
  const passed = node.unhealthy ?? [];
  return (
    <section className="card node-card" aria-label={`Node ${cut(node.name, 60)}`}>
      <header><h2><bdi>{cut(node.name, 60)}</bdi></h2>{!node.healthy ? <Tag tone="warn">Silent</Tag> : troubles.length ? <Tag tone="warn">Needs attention</Tag> : <Tag tone="ok">Well</Tag>}<span className="soft mono">{node.version}</span></header>
      {troubles.length > 0 && <ul className="node-troubles" role="status">{troubles.map((words) => <li key={words}>{cut(words, 600)}</li>)}</ul>}
      <dl className="node-facts">
        <Fact name="Last heartbeat" title={moment(node.lastSeen)}>{ago(node.lastSeen)}</Fact>
        <Fact name="Up for" title={node.startedAt ? moment(node.startedAt) : undefined}>{since(node.startedAt)}</Fact>
        <Fact name="Configuration"><Link to="/t/$tenant/versions" params={{ tenant }} search={{}}>{`v${node.appliedVersion}`}</Link>{node.appliedVersion === nodes.configVersion ? '' : ` of v${nodes.configVersion}`}</Fact>
        {health && <>
          <Fact name="Database">{health.databaseAway ? <Tag tone="error">Away</Tag> : 'Answers'}</Fact>
          <Fact name="Lag" title="From the newest stored request back">{health.lagSeconds === null ? '–' : written(health.lagSeconds * 1000, 'ms')}</Fact>
          <Fact name="Waiting in its spool" title={`${exact(health.spoolBytes)} of ${exact(health.spoolMaximumBytes)} bytes on disk`}>{`${exact(health.queued)}, ${written(health.spoolBytes, 'bytes')} of ${written(health.spoolMaximumBytes, 'bytes')}`}</Fact>
          <Fact name="Dropped">{health.dropped ? <Tag tone="error">{exact(health.dropped)}</Tag> : '0'}</Fact>
          <Fact name="Destinations">{passed.length ? `${health.destinations - passed.length} of ${health.destinations} take requests` : `All ${health.destinations} take requests`}</Fact>
        </>}
      </dl>
      {passed.length > 0 && (
        <div className="table-scroll" tabIndex={0}><table className="data-table">
          <thead><tr><th>Passed over</th><th>Cluster</th><th>Tenant</th><th>Why</th></tr></thead>
          <tbody>{passed.slice(0, 50).map((one) => (
            <tr key={`${one.tenant}/${one.cluster}/${one.destination}`}><td className="strong">{one.destination}</td><td><Link to="/t/$tenant/clusters/$id" params={{ tenant: one.tenant, id: one.cluster }}>{one.cluster}</Link></td><td className="soft">{one.tenant}</td><td className="soft">{one.active ? 'Its health check fails' : 'Its requests fail'}</td></tr>
          ))}</tbody>
        </table></div>
      )}
    </section>
  );
}

const Fact = ({ name, title, children }: { name: string; title?: string; children: React.ReactNode }) => <div><dt>{name}</dt><dd title={title}>{children}</dd></div>;
