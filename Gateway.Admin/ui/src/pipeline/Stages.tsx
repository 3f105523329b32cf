import { allTenants } from '../app/access';
import type { PipelineState } from '../app/contract';
import { cut, written } from '../app/format';
import { useNodes } from '../app/queries';
import { ago, moment } from '../app/time';
import { Tag } from '../widgets/Tag';
import { stagesOf } from './stages';

export const Stages = ({ state }: { state: PipelineState }) => {
  const stages = stagesOf(state, useNodes(allTenants).data);
  return (
    <section className="card list-card" aria-label="Stages">
      <header className="table-title"><h2>Stages</h2><span>in the order of the data, over all nodes</span></header>
      <div className="table-scroll" tabIndex={0}><table className="data-table two-line pipeline-table">
        <thead><tr><th>Stage</th><th>State</th><th className="num">Behind</th><th>Last error</th></tr></thead>
        <tbody>{stages.map((stage) => (
          <tr key={stage.name}>
            <td><span style={{ fontWeight: 500 }}><bdi>{cut(stage.name, 60)}</bdi></span><div className="row-second">{stage.what}</div></td>
            <td>{stage.state === 'failing' ? <Tag tone="warn">Failing</Tag> : <span className="soft">Works</span>}</td>
            <td className="num">{stage.lagSeconds === null ? '–' : written(stage.lagSeconds * 1000, 'ms')}</td>
            <td className="error-cell">{stage.error ? <><div className="soft ellipsis-line" title={cut(stage.error, 800)}><bdi>{cut(stage.error, 160)}</bdi></div><div className="row-second" title={stage.at ? moment(stage.at) : undefined}>{[stage.node && `on ${cut(stage.node, 40)}`, stage.at && ago(stage.at), stage.state === 'well' && 'over since'].filter(Boolean).join(', ')}</div></> : <span className="soft">None</span>}</td>
          </tr>
        ))}</tbody>
      </table></div>
    </section>
  );
};
