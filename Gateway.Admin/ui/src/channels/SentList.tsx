import { Link } from '@tanstack/react-router';
import { cut } from '../app/format';
import { ago, moment } from '../app/time';
import { Tag } from '../widgets/Tag';
import type { Delivery } from './contract';
import { deliveryTones, deliveryWords } from './delivery';

/** What was sent through a channel, newest first, with what the other side answered. */
export const SentList = ({ tenant, sent }: { tenant: string; sent: Delivery[] }) => (
  <section className="card section-card" aria-labelledby="sent">
    <header><h2 id="sent">Sent</h2><p>Notices through this channel, the newest first.</p></header>
    {sent.length === 0 ? <p className="section-body soft">Nothing was sent through it yet. A test is not written down.</p> : (
      <div className="table-scroll"><table className="data-table sent-table">
        <thead><tr><th>Alert</th><th>State</th><th>Answer</th><th>When</th></tr></thead>
        <tbody>{sent.map((one) => (
          <tr key={one.id}><td><Link to="/t/$tenant/alerts/$id" params={{ tenant, id: one.alert }}>{cut(one.alert, 60)}</Link></td><td><Tag tone={deliveryTones[one.state]}>{deliveryWords[one.state]}</Tag>{one.attempts > 1 && <span className="soft"> {one.attempts} tries</span>}</td><td className="soft answer-cell" title={cut(one.answer ?? '', 600)}><bdi>{cut(one.answer ?? '–', 160)}</bdi></td><td className="soft" title={moment(one.doneAt ?? one.createdAt)}>{ago(one.doneAt ?? one.createdAt)}</td></tr>
        ))}</tbody>
      </table></div>
    )}
  </section>
);
