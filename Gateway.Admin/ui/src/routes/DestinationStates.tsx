import type { Cluster } from '../app/contract';
import { cut } from '../app/format';
import { useNodes } from '../app/queries';
import { Tag } from '../widgets/Tag';
import { stateOf, stateWords } from './health';

/** How each destination stands now, and which nodes pass it over. */
export function DestinationStates({ cluster }: { cluster: Cluster }) {
  const nodes = useNodes(cluster.tenant).data?.items;
  return (
    <section className="card section-card" aria-labelledby="destinations-now">
      <header><div><h2 id="destinations-now">Destinations now</h2></div><p>As each node sees them. One that is down gets no requests from the nodes named.</p></header>
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Destinations now"><table className="data-table">
        <thead><tr><th>Destination</th><th className="wide-only">Address</th><th className="num wide-only">Weight</th><th>State</th><th>Seen by</th></tr></thead>
        <tbody>{cluster.destinations.map((destination) => {
          const { state, down } = stateOf(cluster, destination.id, nodes);
          return (
            <tr key={destination.id}>
              <td style={{ fontWeight: 500 }}><bdi>{cut(destination.id, 60)}</bdi></td>
              <td className="mono soft wide-only"><bdi>{cut(destination.address, 120)}</bdi></td>
              <td className="num wide-only">{destination.weight ?? 100}</td>
              <td className="soft">{state === 'unhealthy' || state === 'drained' ? <Tag tone={state === 'drained' ? 'warn' : 'error'}>{stateWords[state]}</Tag> : stateWords[state]}</td>
              <td className="soft">{down.map(({ node, active }) => `${node} (${active ? 'its check' : 'real requests'})`).join(', ') || '–'}</td>
            </tr>
          );
        })}</tbody>
      </table></div>
    </section>
  );
}
