import { Link } from '@tanstack/react-router';
import type { Channel } from '../channels/contract';
import { receiptOf } from '../channels/receipt';
import { useTypes } from '../channels/useTypes';
import { cut } from '../app/format';
import type { Severity } from '../app/severity';
import { Tag } from '../widgets/Tag';

interface NotifyProps { tenant: string; channels: Channel[] | undefined; severity: Severity; labels: Record<string, string>; named: string[] }

/** Who hears of it: the channels that it names and those that choose it by themselves. */
export function NotifyCard({ tenant, channels, severity, labels, named }: NotifyProps) {
  const types = useTypes(tenant).data;
  const told = channels?.flatMap((channel) => { const why = receiptOf(channel, { severity, labels, named }); return why ? [{ channel, why }] : []; });
  return (
    <section className="card notify-card" aria-labelledby="notify">
      <h2 id="notify">Notify</h2>
      {!told ? <p className="soft">The channels are not known yet.</p>
        : told.length === 0 ? <p className="soft">Nobody: {channels!.length ? 'no channel is named, and none chooses it by itself.' : 'there is no channel yet.'} It is in the inbox all the same. <Link to="/t/$tenant/channels" params={{ tenant }}>{channels!.length ? 'Channels' : 'Make a channel'}</Link></p>
        : <ul>{told.map(({ channel, why }) => <li key={channel.id}><b>{types?.find(({ type }) => type === channel.type)?.title ?? channel.type}</b><span className="ellipsis"><bdi>{cut(channel.name, 60)}</bdi></span>{channel.enabled ? <small>{why}</small> : <Tag>Off</Tag>}</li>)}</ul>}
    </section>
  );
}
