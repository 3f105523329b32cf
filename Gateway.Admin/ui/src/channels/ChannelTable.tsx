import { Link } from '@tanstack/react-router';
import { cut, sentence } from '../app/format';
import { RowAction, RowMenu } from '../app/listParts';
import { ago, moment } from '../app/time';
import { Tag } from '../widgets/Tag';
import type { Channel } from './contract';
import { receiptWords } from './receipt';

export interface ChannelListProps { channels: Channel[]; showTenant: boolean; titleOf(type: string): string; mayEdit: boolean; onOpen(channel: Channel): void; onEnable(channel: Channel): void; onDelete(channel: Channel): void }

/** Only what is not well is told. */
export const ChannelTag = ({ channel }: { channel: Channel }) =>
  !channel.enabled ? <Tag>Off</Tag> : channel.missing?.length ? <Tag tone="warn">Secret is missing</Tag> : channel.status?.failures ? <Tag tone="error">Does not arrive</Tag> : null;

/** Why nothing arrives, above its form. */
export const ChannelStatusLine = ({ channel }: { channel: Channel }) => {
  const { status, missing } = channel;
  if (missing?.length) return <p className="warn-line test-answer">Nothing is sent until these are given: {missing.join(', ')}.</p>;
  if (status?.failures) return <p className="warn-line test-answer">It did not arrive {status.failures === 1 ? 'at the last try' : `${status.failures} times in a row`}. {sentence(cut(status.lastAnswer ?? '', 300))}{status.retryAt && ` The next try is at ${moment(status.retryAt)}.`}</p>;
  return null;
};

const isWell = ({ enabled, missing, status }: Channel) => enabled && !missing?.length && !status?.failures;
const State = ({ channel }: { channel: Channel }) => (isWell(channel) ? <span className="soft">{channel.status?.deliveredAt ? `Delivered ${ago(channel.status.deliveredAt)}` : 'Nothing sent yet'}</span> : <ChannelTag channel={channel} />);

const Actions = ({ channel, mayEdit, onOpen, onEnable, onDelete }: ChannelListProps & { channel: Channel }) => (
  <RowMenu label={`Actions for ${cut(channel.name, 60)}`}>
    <RowAction onClick={() => onOpen(channel)}>{mayEdit ? 'Edit' : 'Open'}</RowAction>
    {mayEdit && <RowAction onClick={() => onEnable(channel)}>{channel.enabled ? 'Disable' : 'Enable'}</RowAction>}
    {mayEdit && <RowAction danger onClick={() => onDelete(channel)}>Delete</RowAction>}
  </RowMenu>
);

export function ChannelTable(props: ChannelListProps) {
  return (
    <div className="card list-card"><div className="table-scroll">
      <table className="data-table two-line channels-table">
        <thead><tr><th>Channel</th>{props.showTenant && <th>Tenant</th>}<th>Kind</th><th>Takes</th><th>State</th><th><span className="sr-only">Actions</span></th></tr></thead>
        <tbody>{props.channels.map((channel) => (
          <tr key={`${channel.tenant}/${channel.id}`} className={`row-open${channel.enabled ? '' : ' row-off'}`} onClick={() => props.onOpen(channel)}>
            <td className="channel-name"><Link className="row-name" to="/t/$tenant/channels/$id" params={{ tenant: channel.tenant, id: channel.id }} onClick={(event) => event.stopPropagation()}><bdi>{cut(channel.name, 80)}</bdi></Link><div className="row-second mono">{channel.id}</div></td>
            {props.showTenant && <td className="soft">{channel.tenant}</td>}
            <td className="soft">{props.titleOf(channel.type)}</td>
            <td className="soft takes-cell"><bdi>{cut(receiptWords(channel.receives), 120)}</bdi></td>
            <td><State channel={channel} /></td>
            <td className="num"><Actions {...props} channel={channel} /></td>
          </tr>
        ))}</tbody>
      </table>
    </div></div>
  );
}

export function ChannelCards(props: ChannelListProps) {
  return (
    <ul className="card people-cards channel-cards">{props.channels.map((channel) => (
      <li key={`${channel.tenant}/${channel.id}`} className={channel.enabled ? undefined : 'row-off'}>
        <div className="people-card-head"><Link className="row-name" to="/t/$tenant/channels/$id" params={{ tenant: channel.tenant, id: channel.id }}><bdi>{cut(channel.name, 60)}</bdi></Link><Actions {...props} channel={channel} /></div>
        <div className="people-card-facts soft"><span>{props.titleOf(channel.type)}</span><span>{receiptWords(channel.receives)}</span><State channel={channel} /></div>
      </li>
    ))}</ul>
  );
}
