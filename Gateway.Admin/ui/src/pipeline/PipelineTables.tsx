import type { PipelineState } from '../app/contract';
import { cut, written } from '../app/format';
import { ago, clockSeconds, day, moment } from '../app/time';
import { Tag } from '../widgets/Tag';
import { droppedOf, missing } from './sum';

const whole = (value: number) => value.toLocaleString();

export const Writers = ({ state }: { state: PipelineState }) => (
  <section className="card list-card" aria-label="Nodes">
    <header className="table-title"><h2>Nodes</h2><span>what each captured, and its writer</span></header>
    <div className="table-scroll" tabIndex={0}><table className="data-table two-line pipeline-table">
      <thead><tr><th>Node</th><th>Writer</th><th className="num">Captured</th><th className="num">Stored</th><th className="num">Queued</th><th className="num">Set aside</th><th className="num">Dropped</th><th className="num">Last batch</th><th>Last error</th></tr></thead>
      <tbody>{state.nodes.map((one) => (
        <tr key={one.node}>
          <td style={{ fontWeight: 500 }}><bdi>{cut(one.node, 60)}</bdi></td>
          <td>{one.writer.state === 'running' ? <span className="soft">Running</span> : <Tag tone={one.writer.state === 'retrying' ? 'warn' : 'error'}>{one.writer.state === 'retrying' ? 'Trying again' : 'Stopped'}</Tag>}</td>
          <td className="num">{whole(one.captured)}{missing(one) !== 0 && <div><Tag tone="warn">{whole(missing(one))} missing</Tag></div>}</td>
          <td className="num">{whole(one.stored)}</td><td className="num">{whole(one.queued)}</td><td className="num">{whole(one.quarantined)}</td><td className="num">{whole(droppedOf(one.dropped))}</td>
          <td className="num"><div>{one.writer.lastBatchAt ? `${whole(one.writer.lastBatchRows)} rows in ${written(one.writer.lastBatchMs, 'ms')}` : '–'}</div><div className="row-second">{one.writer.lastBatchAt ? `${ago(one.writer.lastBatchAt)}, ${whole(one.writer.batches)} in all` : 'None yet'}</div></td>
          <td className="error-cell">{one.writer.lastError ? <><div className="soft ellipsis-line" title={cut(one.writer.lastError, 800)}><bdi>{cut(one.writer.lastError, 160)}</bdi></div><div className="row-second" title={one.writer.lastErrorAt ? moment(one.writer.lastErrorAt) : undefined}>{ago(one.writer.lastErrorAt)}</div></> : <span className="soft">None</span>}</td>
        </tr>
      ))}</tbody>
    </table></div>
  </section>
);

export const Partitions = ({ state }: { state: PipelineState }) => (
  <section className="card list-card" aria-label="Partitions">
    <header className="table-title"><h2>Partitions</h2><span>single requests, by UTC day</span></header>
    {state.storage.partitions.length === 0 ? <p className="table-note">None yet: the first one is made when the gateway starts to write.</p> : (
      <div className="table-scroll" tabIndex={0}><table className="data-table pipeline-table">
        <thead><tr><th>Name</th><th>From</th><th>To</th><th className="num">Rows</th><th className="num">Size</th></tr></thead>
        <tbody>{state.storage.partitions.map((one) => (
          <tr key={one.name}><td className="mono">{cut(one.name, 80)}</td><td className="soft">{moment(one.from)}</td><td className="soft">{moment(one.to)}</td><td className="num" title={`${one.rows}`}>{written(one.rows, 'count')}</td><td className="num">{written(one.bytes, 'bytes')}</td></tr>
        ))}</tbody>
      </table></div>
    )}
  </section>
);

export const Quarantine = ({ state }: { state: PipelineState }) => state.quarantine.length === 0 ? null : (
  <section className="card list-card" aria-label="Quarantine">
    <header className="table-title"><h2>Quarantine</h2><span>requests the database refused, kept for a look</span></header>
    <div className="table-scroll" tabIndex={0}><table className="data-table pipeline-table">
      <thead><tr><th>Time</th><th>Reason</th><th>Detail</th></tr></thead>
      <tbody>{state.quarantine.map((one, index) => (
        <tr key={`${one.time}${index}`}><td className="soft" style={{ width: 150 }}>{day(one.time)}, {clockSeconds(one.time)}</td><td><bdi>{cut(one.reason, 80)}</bdi></td><td className="detail-cell" title={cut(one.detail, 800)}><bdi>{cut(one.detail, 300)}</bdi></td></tr>
      ))}</tbody>
    </table></div>
  </section>
);
