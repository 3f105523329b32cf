import { cut, written } from '../app/format';
import type { RequestInFull } from './contract';
import { sharesOf, stretchesOf } from './waterfall';

/** What took the time, from the begin at the left to the end at the right. */
export function Waterfall({ request }: { request: RequestInFull }) {
  const whole = request.durationMs || 1;
  const at = (ms: number) => `${Math.min(100, (ms / whole) * 100)}%`;
  return (
    <section aria-labelledby="timeline">
      <div className="panel-title"><h3 id="timeline">Timeline</h3><span className="soft">{written(request.durationMs, 'ms')} in all</span></div>
      <ul className="waterfall">
        {stretchesOf(request).map(({ kind, name, note, from, to, part }) => (
          <li key={name} className={part ? 'waterfall-part' : undefined}>
            <div><b>{name}</b>{note && <code title={cut(note, 300)}><bdi>{cut(note, 60)}</bdi></code>}</div>
            <span className="waterfall-track" aria-hidden="true"><i className={`stretch-${kind}`} style={{ left: at(from), width: `max(2px, ${at(to - from)})` }} /></span>
            <span className="num soft">{written(to - from, 'ms')}</span>
          </li>
        ))}
      </ul>
      <ul className="waterfall-legend">{sharesOf(request).map(({ kind, name, ms }) => <li key={kind}><i className={`stretch-${kind}`} />{name} <b>{written(ms, 'ms')}</b></li>)}</ul>
      {request.attempts > 1 && <p className="help">Asked {request.attempts} times; the time of the upstream is that of all attempts together.</p>}
    </section>
  );
}
