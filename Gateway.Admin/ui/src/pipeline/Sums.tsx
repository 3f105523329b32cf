import { useMay } from '../app/access';
import type { PipelineState } from '../app/contract';
import { cut } from '../app/format';
import { ago, moment } from '../app/time';
import { Tag } from '../widgets/Tag';
import { completeWords, grainWords, instantWords, isLate, keptWords } from './folds';
import { Rebuild } from './Rebuild';

/** Sums that charts of longer spans are read from: how far they are and how far back they go. */
export function Sums({ state }: { state: PipelineState }) {
  const now = Date.parse(state.time);
  const folds = state.folds ?? [];
  const mayRebuild = useMay('operate');
  const stale = folds.some((one) => one.stale > 0);
  if (!folds.length) return null;
  return (
    <section className="card list-card" aria-label="Sums">
      <header className="table-title"><h2>Sums</h2><span>what charts of longer spans are read from</span>{mayRebuild && <Rebuild state={state} />}</header>
      <div className="table-scroll" tabIndex={0}><table className="data-table pipeline-table">
        <thead><tr><th>Interval</th><th>State</th><th>Kept</th>{stale && <th>Built again</th>}<th>Last built</th></tr></thead>
        <tbody>{folds.map((one) => (
          <tr key={one.grain}>
            <td style={{ fontWeight: 500 }}>{grainWords(one.grain)}</td>
            <td title={one.through ? moment(one.through) : undefined}>{isLate(one) ? <Tag tone="warn">{completeWords(one, now)}</Tag> : completeWords(one, now)}</td>
            <td className="soft" title={one.since ? `Since ${moment(one.since)}` : undefined}>{keptWords(one.since, now)}</td>
            {stale && <td>{one.stale > 0 ? <><Tag>{one.stale.toLocaleString()} to go</Tag>{one.oldestStale && <span className="soft"> the oldest {instantWords(one.oldestStale, now)}</span>}</> : <span className="soft">All done</span>}</td>}
            <td className="soft" title={one.foldedAt ? moment(one.foldedAt) : undefined}>{ago(one.foldedAt, now)}{one.node && <> by <bdi>{cut(one.node, 60)}</bdi></>}</td>
          </tr>
        ))}</tbody>
      </table></div>
      <p className="table-note">{state.rawSince ? `Single requests are kept since ${moment(state.rawSince)} (${keptWords(state.rawSince, now)}).` : 'Single requests are all still here: none was old enough to be removed.'}</p>
    </section>
  );
}
