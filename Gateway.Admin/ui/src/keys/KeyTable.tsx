import { Menu } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { belongsTo } from '../app/analytics';
import type { Answer, GatewayKey } from '../app/contract';
import { cut, exact, written } from '../app/format';
import { RowAction, RowMenu, Soon } from '../app/listParts';
import { ago, expiry, moment } from '../app/time';
import { Spark } from '../widgets/Spark';
import { Tag } from '../widgets/Tag';
import { hint, mayCall } from './keyDocument';

export interface KeyListProps {
  keys: GatewayKey[]; waiting: boolean; figures?: Answer; courses?: Answer; mayEdit: boolean; showTenant: boolean;
  onOpen(key: GatewayKey): void; onSuspend(key: GatewayKey): void; onRotate(key: GatewayKey): void; onRevoke(key: GatewayKey): void; onConsumer(name: string): void;
}

const State = ({ item }: { item: GatewayKey }) => {
  const end = expiry(item.expiresAt);
  if (item.state === 'suspended') return <Tag>Suspended</Tag>;
  if (item.state === 'revoked') return <Tag>Revoked</Tag>;
  if (item.state === 'expired') return <Tag tone="warn">Expired</Tag>;
  return end.soon ? <Tag tone="warn" title={moment(item.expiresAt!)}>{end.text}</Tag> : <span title={item.expiresAt ? moment(item.expiresAt) : undefined}>{end.text}</span>;
};

const Usage = ({ item }: { item: GatewayKey }) => <Menu.Item component={Link} to={`/t/${encodeURIComponent(item.tenant)}/keys/${encodeURIComponent(item.id)}`}>Usage</Menu.Item>;

const Actions = ({ item, mayEdit, onOpen, onSuspend, onRotate, onRevoke }: KeyListProps & { item: GatewayKey }) =>
  !mayEdit || item.state === 'revoked' ? <RowMenu label={`Actions for ${cut(item.name, 60)}`}><Usage item={item} /></RowMenu> : (
    <RowMenu label={`Actions for ${cut(item.name, 60)}`}>
      <Usage item={item} />
      <RowAction onClick={() => onOpen(item)}>Edit</RowAction>
      <RowAction onClick={() => onRotate(item)}>Rotate</RowAction>
      {item.state !== 'expired' && <RowAction onClick={() => onSuspend(item)}>{item.state === 'suspended' ? 'Resume' : 'Suspend'}</RowAction>}
      <RowAction danger onClick={() => onRevoke(item)}>Revoke</RowAction>
    </RowMenu>
  );

const rowsOf = ({ keys, figures, courses }: KeyListProps) => keys.map((item) => ({
  item,
  requests: figures?.rows?.find((row) => row.key === item.id && belongsTo(row, item.tenant))?.values.requests ?? null,
  course: courses?.series?.find((series) => series.name === item.id && belongsTo(series, item.tenant))?.values,
}));

export function KeyTable(props: KeyListProps) {
  return (
    <div className="card list-card"><div className="table-scroll">
      <table className="data-table two-line keys-table">
        <thead><tr><th>Key</th>{props.showTenant && <th>Tenant</th>}<th>Consumer</th><th>May call</th><th className="num">Requests, 24 h</th><th>Usage</th><th>Last used</th><th>Expires</th><th><span className="sr-only">Actions</span></th></tr></thead>
        <tbody>
          {rowsOf(props).map(({ item, requests, course }) => (
            <tr key={`${item.tenant}/${item.id}`} className={`row-open${item.state === 'active' ? '' : ' row-off'}`} onClick={() => props.onOpen(item)}>
              <td className="key-cell"><button type="button" className="row-name" title={cut(item.name, 400)}><bdi>{cut(item.name, 120)}</bdi></button><div className="row-second mono">{hint(item)}</div></td>
              {props.showTenant && <td>{item.tenant}</td>}
              <td className="soft consumer-cell">{item.consumer ? <button type="button" className="text-button" title={`Keys of ${cut(item.consumer, 60)}`} onClick={(event) => { event.stopPropagation(); props.onConsumer(item.consumer!); }}><bdi>{cut(item.consumer, 60)}</bdi></button> : '–'}</td>
              <td className="soft call-cell" title={cut(mayCall(item.allow), 400)}><bdi>{cut(mayCall(item.allow), 120)}</bdi></td>
              <td className="num" title={exact(requests)} style={{ fontWeight: 500 }}>{props.waiting ? <Soon /> : written(requests, 'count')}</td>
              <td><Spark values={course} width={86} height={22} /></td>
              <td className="soft" title={item.lastUsedAt ? moment(item.lastUsedAt) : undefined}>{ago(item.lastUsedAt)}</td>
              <td className="soft"><State item={item} /></td>
              <td className="num"><Actions {...props} item={item} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div></div>
  );
}

export function KeyCards(props: KeyListProps) {
  return (
    <ul className="card key-cards">
      {rowsOf(props).map(({ item, requests, course }) => (
        <li key={`${item.tenant}/${item.id}`} className={item.state === 'active' ? undefined : 'row-off'}>
          <div className="key-card-head"><button type="button" className="row-name" onClick={() => props.onOpen(item)}><bdi>{cut(item.name, 60)}</bdi></button>{(item.state !== 'active' || expiry(item.expiresAt).soon) && <State item={item} />}<Actions {...props} item={item} /></div>
          <div className="row-second mono">{hint(item)}</div>
          <div className="key-card-figures"><span>{props.waiting ? <Soon /> : written(requests, 'count')} <span className="soft">in 24 h</span></span><span className="soft">{ago(item.lastUsedAt)}</span><Spark values={course} width={80} height={22} /></div>
        </li>
      ))}
    </ul>
  );
}
