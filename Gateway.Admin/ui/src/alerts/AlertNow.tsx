import { cut, sentence } from '../app/format';
import { ago, moment } from '../app/time';
import { Tag } from '../widgets/Tag';
import { turnedVerdict } from './backTest';
import { leavesOf } from './conditions';
import type { Alert, AlertState } from './contract';
import { spanWords } from './durations';
import { conditionLabel, instanceWords, observed, operators, stateTone, stateWords, verdictWords } from './words';

/** How it stands: each condition with its present value, of each instance; those that are not well first. */
export function AlertNow({ alert, state }: { alert: Alert; state: AlertState | undefined }) {
  const rank = ['firing', 'error', 'noData', 'pending', 'ok'];
  const instances = [...(state?.instances ?? [])].sort((a, b) => rank.indexOf(a.state) - rank.indexOf(b.state));
  const turns = new Map(leavesOf(alert.when).map(({ path, isNot }) => [path, isNot]));
  return (
    <section className="card now-card" aria-labelledby="now">
      <header><h2 id="now">Now</h2><span className="soft" title={state?.evaluatedAt ? moment(state.evaluatedAt) : undefined}>{!alert.enabled ? 'It is off' : state?.evaluatedAt ? `Checked ${ago(state.evaluatedAt)}, every ${spanWords(alert.every)}` : 'Not checked yet'}</span></header>
      {state?.problem && <p className="warn-line now-problem" role="status">{sentence(cut(state.problem, 400))}</p>}
      {state && !instances.length && <p className="soft now-none">{alert.enabled ? 'There is nothing to judge by yet.' : 'Nothing is looked at while it is off.'}</p>}
      {instances.slice(0, 50).map((one) => (
        <div key={one.instance} className="now-instance">
          {(one.label || one.state !== 'ok') && <p className="now-head">{one.label && <b><bdi>{instanceWords(alert.each?.dimension, one.label)}</bdi></b>}{one.state === 'ok' ? <span className="soft">OK</span> : <Tag tone={stateTone(one.state, alert.severity)}>{stateWords[one.state]}</Tag>}<span className="soft" title={moment(one.since)}>since {ago(one.since)}</span></p>}
          <ul className="observed-list">{one.conditions.map((condition) => {
            const verdict = turnedVerdict(condition.verdict, turns.get(condition.path) ?? false);
            return <li key={condition.path}><span className="observed-label"><bdi>{turns.get(condition.path) ? 'Not: ' : ''}{cut(conditionLabel(condition.label), 80)}</bdi>{condition.operator && <small className="soft">{operators.find(({ value }) => value === condition.operator)?.label} {observed(condition.threshold, condition.unit)}</small>}</span><b className="num">{observed(condition.value, condition.unit)}</b><Tag tone={verdict === 'met' ? 'info' : verdict === 'notMet' ? 'neutral' : 'warn'}>{verdictWords[verdict]}</Tag></li>;
          })}</ul>
        </div>
      ))}
      {state?.hasMore && <p className="help now-none">There are more values than are watched: only those with the most requests are.</p>}
    </section>
  );
}
