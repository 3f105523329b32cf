import { Link } from '@tanstack/react-router';
import { cut } from '../app/format';
import { ago, moment } from '../app/time';
import { Tag, type Tone } from '../widgets/Tag';

/** One notice on its way through a channel. */
export interface Sent { id: number; alert: string; event: number | null; state: string; attempts: number; createdAt: string; doneAt: string | null; answer: string | null }

const words: Record<string, [string, Tone]> = { sent: ['Delivered', 'ok'], pending: ['On its way', 'info'], failed: ['Not delivered', 'error'], held: ['Held back', 'warn'], summedUp: ['Summed up', 'neutral'], silenced: ['Silenced', 'neutral'], skipped: ['Not sent', 'neutral'] };

/** What was sent through a channel, newest first, with what the other side answered. */
export const SentList = ({ tenant, sent }: { tenant: string; sent: Sent[] }) => (
  <section className="card section-card" aria-labelledby="sent">
    <header><h2 id="sent">Sent</h2><p>Notices through this channel, the newest first.</p></header>
    {sent.length === 0 ? <p className="section-body soft">Nothing was sent through it yet. A test is not written down.</p> : (
      <div className="table-scroll"><table className="data-table sent-table">
        <thead><tr><th>Alert</th><th>State</th><th>Answer</th><th>When</th></tr></thead>
        <tbody>{sent.map((one) => {
          const [label, tone] = words[one.state] ?? [one.state, 'neutral'];
          return <tr key={one.id}><td><Link to="/t/$tenant/alerts/$id" params={{ tenant, id: one.alert }}>{cut(one.alert, 60)}</Link></td><td><Tag tone={tone}>{label}</Tag>{one.attempts > 1 && <span className="soft"> {one.attempts} tries</span>}</td><td className="soft answer-cell" title={cut(one.answer ?? '', 600)}><bdi>{cut(one.answer ?? '–', 160)}</bdi></td><td className="soft" title={moment(one.doneAt ?? one.createdAt)}>{ago(one.doneAt ?? one.createdAt)}</td></tr>;
        })}</tbody>
      </table></div>
    )}
  </section>
);
