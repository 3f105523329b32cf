import { IconAlertTriangle, IconCircleCheckFilled } from '@tabler/icons-react';
import type { PipelineState } from '../app/contract';
import { exact } from '../app/format';
import { droppedOf, missing, reasonWords } from './sum';

const whole = (value: number) => value.toLocaleString();

/** The sum every request must show up in: captured = stored + queued + quarantined + dropped. */
export function Balance({ state }: { state: PipelineState }) {
  const dropped = droppedOf(state.dropped);
  const rest = missing(state);
  const recovered = state.nodes.reduce((sum, one) => sum + (one.recovered ?? 0), 0);
  const reasons = Object.entries(state.dropped).filter(([, count]) => count > 0);
  const parts = [
    { sign: '=', title: 'Stored', value: state.stored, help: 'In the database' },
    { sign: '+', title: 'Queued', value: state.queued, help: 'Waiting to be stored' },
    { sign: '+', title: 'Quarantined', value: state.quarantined, help: 'Set aside: the database refused them', wrong: state.quarantined > 0 },
    { sign: '+', title: 'Dropped', value: dropped, help: reasons.length ? reasons.map(([name, count]) => `${reasonWords(name)} ${whole(count)}`).join(', ') : 'None, for any reason', wrong: dropped > 0 },
  ];
  return (
    <section className="card balance" aria-label="Every request is accounted for">
      <div className="balance-row">
        <div className="balance-part"><div className="kpi-title">Captured</div><div className="balance-value" title={exact(state.captured)}>{whole(state.captured)}</div><div className="help">Requests the gateway answered{recovered > 0 && `, ${whole(recovered)} of them found in the spool at start`}</div></div>
        {parts.map((part) => (
          <div className="balance-part" key={part.title}>
            <span className="balance-sign" aria-label={part.sign === '=' ? 'equals' : 'plus'}>{part.sign}</span>
            <div className="kpi-title">{part.title}</div><div className={`balance-value${part.wrong ? ' balance-wrong' : ''}`}>{whole(part.value)}</div><div className="help">{part.help}</div>
          </div>
        ))}
      </div>
      <footer className={state.balanced ? 'balance-good' : 'balance-bad'}>
        {state.balanced ? <><IconCircleCheckFilled size={16} aria-hidden="true" />The sum is right: every captured request is accounted for.</>
          : <><IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />The sum is off by {whole(Math.abs(rest))}: {rest > 0 ? 'requests were captured that appear nowhere' : 'more became of requests than were captured'}.</>}
      </footer>
    </section>
  );
}
