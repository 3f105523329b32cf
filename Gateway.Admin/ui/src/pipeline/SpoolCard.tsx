import type { PipelineNode } from '../app/contract';
import { cut, exact, sentence, written } from '../app/format';
import { Tag } from '../widgets/Tag';

const whole = (value: number) => value.toLocaleString();

/** Where the answering node keeps what is not stored yet, and who else takes events from there. */
export function SpoolCard({ node }: { node: PipelineNode }) {
  const { spool, sinks } = node;
  if (!spool) return null;
  const part = spool.maximumBytes ? Math.min(100, (spool.bytes / spool.maximumBytes) * 100) : 0;
  return (
    <section className="card list-card" aria-label="Spool">
      <header className="table-title"><h2>Spool</h2><span>where requests wait, on <bdi>{cut(node.node, 60)}</bdi></span></header>
      <dl className="spool-facts">
        <div><dt>Kept</dt><dd>{spool.trouble ? <Tag tone="warn">In memory only</Tag> : spool.maximumBytes ? 'On disk' : 'In memory'}</dd></div>
        <div><dt>Room used</dt><dd title={`${exact(spool.bytes)} of ${exact(spool.maximumBytes)} bytes`}>{written(spool.bytes, 'bytes')} of {written(spool.maximumBytes, 'bytes')}<span className="cell-bar"><i style={{ width: `${part}%` }} /></span></dd></div>
        <div><dt>Held by memory alone</dt><dd>{spool.inMemory ? whole(spool.inMemory) : 'None'}</dd></div>
        <div><dt>Found at start</dt><dd title="Left by an earlier run of this node, or taken up again for a restored database">{node.recovered ? whole(node.recovered) : 'None'}</dd></div>
      </dl>
      {spool.trouble && <p className="table-note spool-trouble">The disk cannot be used: <bdi>{sentence(cut(spool.trouble, 300))}</bdi> What waits is lost if this node stops now.</p>}
      {sinks && sinks.length > 0 && (
        <div className="table-scroll" tabIndex={0}><table className="data-table pipeline-table">
          <thead><tr><th>Also sent to</th><th className="num">Delivered</th><th className="num">Waiting</th><th className="num">Refused</th><th className="num">Lost</th><th>Trouble</th></tr></thead>
          <tbody>{sinks.map((sink) => (
            <tr key={sink.name}>
              <td style={{ fontWeight: 500 }}><bdi>{cut(sink.name, 60)}</bdi></td>
              <td className="num">{whole(sink.delivered)}</td><td className="num">{whole(sink.queued)}</td>
              <td className="num" title="The sink cannot take them for what they are">{whole(sink.skipped)}</td>
              <td className="num" title="Gone from the spool before the sink took them">{sink.lost > 0 ? <Tag tone="warn">{whole(sink.lost)}</Tag> : 0}</td>
              <td className="error-cell">{sink.trouble ? <div className="soft ellipsis-line" title={cut(sink.trouble, 800)}><bdi>{cut(sink.trouble, 160)}</bdi></div> : <span className="soft">None</span>}</td>
            </tr>
          ))}</tbody>
        </table></div>
      )}
    </section>
  );
}
