import type { ReactNode } from 'react';
import type { Clock } from '../app/clock';
import { cut, none } from '../app/format';
import { Tag } from '../widgets/Tag';
import type { RequestRow } from './contract';
import { toMillis } from './times';
import { durationOf, failedByWords, lengthOf, plain, statusTone } from './words';

export interface RequestListProps { rows: RequestRow[]; opened?: string; clock: Clock; withDay: boolean; showTenant: boolean; onOpen(row: RequestRow): void }

export const Status = ({ status }: { status: number | null }) => <Tag tone={statusTone(status)} title={status === null ? 'The client got no answer' : undefined}>{status ?? 'None'}</Tag>;

const failed = ({ failedBy, reason }: RequestRow): ReactNode =>
  failedBy ? <span className={failedBy === 'upstream' || failedBy === 'gateway' ? 'request-error' : undefined} title={reason ? plain(reason) : undefined}>{failedByWords[failedBy] ?? plain(failedBy)}</span> : none;
const longest = (rows: RequestRow[]) => Math.max(0, ...rows.map(({ durationMs }) => durationMs));
/** Long paths end in dots; the panel has all of it. */
const pathOf = ({ path, endpoint }: RequestRow) => cut(path ?? endpoint ?? none, 200);

export function RequestTable({ rows, opened, clock, withDay, showTenant, onOpen }: RequestListProps) {
  const most = longest(rows);
  // Beside the panel, which says it, there is no room for the key.
  const showKey = opened === undefined;
  return (
    <div className="card list-card"><div className="table-scroll">
      <table className={`data-table data-table-fixed request-table${showKey ? '' : ' request-table-narrow'}`}>
        <thead><tr><th className={withDay ? 'request-day' : 'request-time'}>Time</th><th className="request-status">Status</th><th>Request</th>{showTenant && <th className="request-tenant">Tenant</th>}{showKey && <th className="request-key">Key</th>}<th className="request-bar"><span className="sr-only">Length</span></th><th className="num request-duration">Duration</th><th className="request-failed">Failed by</th></tr></thead>
        <tbody>{rows.map((row) => (
          <tr key={row.id} className={`row-open${row.id === opened ? ' row-chosen' : ''}`} onClick={() => onOpen(row)}>
            <td className="mono" title={clock.moment(row.time)}>{withDay && <span className="soft">{clock.day(row.time)} </span>}{toMillis(row.time, clock)}</td>
            <td><Status status={row.status} /></td>
            <td><button type="button" className="row-name request-name" data-request={row.id} aria-current={row.id === opened || undefined}><span className="mono soft">{cut(row.method, 20)}</span> <bdi>{cut(row.route ?? row.host ?? '', 60)}</bdi> <span className="mono request-path"><bdi>{pathOf(row)}</bdi></span></button></td>
            {showTenant && <td className="soft"><bdi>{cut(row.tenantName ?? row.tenant, 60)}</bdi></td>}
            {showKey && <td className="soft"><bdi>{cut(row.keyName ?? row.key ?? none, 60)}</bdi></td>}
            <td><span className="cell-bar" aria-hidden="true"><i style={{ width: `${lengthOf(row.durationMs, most) * 100}%` }} /></span></td>
            <td className="num">{durationOf(row.durationMs)}</td>
            <td>{failed(row)}</td>
          </tr>
        ))}</tbody>
      </table>
    </div></div>
  );
}

/** Two lines for each on the phone: what was asked, then when, how long and who failed. */
export function RequestCards({ rows, clock, withDay, showTenant, onOpen }: RequestListProps) {
  return (
    <ul className="card request-cards">
      {rows.map((row) => (
        <li key={row.id}>
          <button type="button" className="row-name request-name" data-request={row.id} onClick={() => onOpen(row)}><Status status={row.status} /> <span className="mono soft">{cut(row.method, 20)}</span> <bdi>{cut(row.route ?? row.host ?? '', 60)}</bdi> <span className="mono request-path"><bdi>{pathOf(row)}</bdi></span></button>
          <div className="request-card-facts soft"><span className="mono">{withDay && `${clock.day(row.time)} `}{toMillis(row.time, clock)}</span><span>{durationOf(row.durationMs)}</span>{row.failedBy && <span>{failed(row)}</span>}<span><bdi>{cut(row.keyName ?? row.key ?? '', 60)}</bdi></span>{showTenant && <span><bdi>{cut(row.tenantName ?? row.tenant, 60)}</bdi></span>}</div>
        </li>
      ))}
    </ul>
  );
}
