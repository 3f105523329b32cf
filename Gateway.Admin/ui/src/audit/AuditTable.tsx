import type { AuditEntry } from '../app/contract';
import { cut } from '../app/format';
import { ago, moment } from '../app/time';
import { aboutOf, actOf } from './words';

export interface AuditListProps { entries: AuditEntry[]; opened?: string; showTenant: boolean; onOpen(entry: AuditEntry): void }
const What = ({ entry }: { entry: AuditEntry }) => <>{actOf(entry)} <bdi>{cut(aboutOf(entry), 80)}</bdi></>;
const failed = ({ action }: AuditEntry) => action === 'signInFailed' || action === 'lock';

export function AuditTable({ entries, opened, showTenant, onOpen }: AuditListProps) {
  return (
    <div className="card list-card"><div className="table-scroll">
      <table className="data-table data-table-fixed audit-table">
        <thead><tr><th className="audit-time">Time</th><th>Who</th><th className="audit-what">What</th><th className="audit-address">From</th>{showTenant && <th className="audit-tenant">Tenant</th>}</tr></thead>
        <tbody>{entries.map((entry) => (
          <tr key={entry.number} className={`row-open${String(entry.number) === opened ? ' row-chosen' : ''}${failed(entry) ? ' row-failed' : ''}`} onClick={() => onOpen(entry)}>
            <td className="soft" title={ago(entry.time)}>{moment(entry.time)}</td>
            <td><bdi>{cut(entry.actor, 80)}</bdi></td>
            <td><button type="button" className="row-name"><What entry={entry} /></button></td>
            <td className="mono soft" title={entry.address ?? undefined}>{entry.address ?? '–'}</td>
            {showTenant && <td className="soft">{entry.tenant}</td>}
          </tr>
        ))}</tbody>
      </table>
    </div></div>
  );
}

export function AuditCards({ entries, showTenant, onOpen }: AuditListProps) {
  return (
    <ul className="card audit-cards">
      {entries.map((entry) => (
        <li key={entry.number}>
          <button type="button" className={`row-name${failed(entry) ? ' row-failed' : ''}`} onClick={() => onOpen(entry)}><What entry={entry} /></button>
          <div className="audit-card-facts soft"><span>{moment(entry.time)}</span><span><bdi>{cut(entry.actor, 60)}</bdi></span>{entry.address && <span className="mono">{entry.address}</span>}{showTenant && <span>{entry.tenant}</span>}</div>
        </li>
      ))}
    </ul>
  );
}
