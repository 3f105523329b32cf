import type { Nodes } from '../app/contract';
import { cut } from '../app/format';
import { ago } from '../app/time';
import { Tag } from '../widgets/Tag';

/** Which version each node runs, and why not the newest. */
export const NodeTable = ({ nodes: { configVersion, items } }: { nodes: Nodes }) => (
  <section className="card list-card node-versions" aria-label="Nodes">
    <div className="table-scroll" tabIndex={0}><table className="data-table">
      <thead><tr><th>Node</th><th>Runs</th><th>State</th><th>Last seen</th></tr></thead>
      <tbody>{items.map((node) => (
        <tr key={node.id}>
          <td className="strong"><bdi>{cut(node.name, 60)}</bdi></td>
          <td>v{node.appliedVersion}</td>
          <td className="node-state">{!node.healthy ? <Tag tone="warn">Silent</Tag>
            : node.refusal ? <><Tag tone="error">Refused</Tag> <bdi>{cut(node.refusal, 600)}</bdi></>
            : node.snapshotAge !== null ? <Tag tone="warn">From its snapshot</Tag>
            : node.appliedVersion === configVersion ? <span className="soft">Up to date</span> : <Tag tone="warn">{`${configVersion - node.appliedVersion} behind`}</Tag>}</td>
          <td className="soft">{ago(node.lastSeen)}</td>
        </tr>
      ))}</tbody>
    </table></div>
  </section>
);
