import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CopyIcon } from '../app/Copy';
import { cut, none, written } from '../app/format';
import { valueLabel } from '../app/measures';
import { Tag } from '../widgets/Tag';
import type { Named, RequestInFull } from './contract';
import { attemptsOf, failedByWords, plain, stageOf } from './words';

const Thing = ({ it }: { it: Named }) => <><bdi>{cut(it.name ?? it.id, 120)}</bdi>{it.name && it.name !== it.id && <span className="soft"> <bdi>{cut(it.id, 120)}</bdi></span>}</>;
/** What a client wrote can be pages long: its beginning, and all of it to copy. */
const Long = ({ text, name }: { text: string; name: string }) => <><span className="mono"><bdi>{cut(text, 500)}</bdi></span>{text.length > 500 && <CopyIcon text={text} label={`Copy the whole ${name}`} />}</>;
const unknown = (value: string | null) => (value === 'unknown' ? null : value);
/** What a client says of itself, as far as it was read. */
const clientOf = ({ country, protocol, browser, os, device, trafficClass }: RequestInFull) =>
  [country ? valueLabel('country', country, country) : null, protocol.toUpperCase().replace('WEBSOCKET', 'WebSocket'), ...[browser, os, device, trafficClass].map(unknown).map((value) => (value ? plain(value.replace(/_/g, ' ')) : null))].filter(Boolean).join(', ');

/** Everything else that is kept of a request. What it has not is left out. */
export function RequestFacts({ request }: { request: RequestInFull }) {
  const { tenant, route, key, keyName, traceId } = request;
  const facts: [string, ReactNode][] = [
    ['Failed by', request.failedBy ? <Tag tone={request.failedBy === 'upstream' || request.failedBy === 'gateway' ? 'error' : 'warn'}>{failedByWords[request.failedBy] ?? plain(request.failedBy)}</Tag> : null],
    ['Stage', stageOf(request.reason)],
    ['Reason', request.reason && <span className="mono">{request.reason}</span>],
    ['Path', request.path ? <Long text={request.path} name="path" /> : none],
    ['Endpoint', request.endpoint && request.endpoint !== request.path ? <Long text={request.endpoint} name="endpoint" /> : null],
    ['Host', request.host && <Long text={request.host} name="host" />],
    ['Route', route && <Link to="/t/$tenant/routes/$id" params={{ tenant, id: route }}><bdi>{cut(route, 120)}</bdi></Link>],
    ['API', request.api && <Thing it={request.api} />],
    ['Team', request.team && <Thing it={request.team} />],
    ['Groups', request.groups.length ? request.groups.map(({ id, name }) => name ?? id).join(', ') : null],
    ['Key', key && <><Link to="/t/$tenant/keys" params={{ tenant }} search={{ key }}><bdi>{cut(keyName ?? key, 120)}</bdi></Link>{keyName && keyName !== key && <span className="soft"> <bdi>{cut(key, 120)}</bdi></span>}</>],
    ['Consumer', request.consumer && <bdi>{cut(request.consumer, 200)}</bdi>],
    ['User', request.user && <span className="mono" title="A pseudonym: the same person has the same one">{request.user}</span>],
    ['Destination', request.destination && <><Long text={request.destination} name="destination" /><span className="soft"> of {cut(request.cluster ?? '', 120)}</span></>],
    ['Upstream', request.upstreamStatus && request.upstreamStatus !== request.status ? `Answered ${request.upstreamStatus}` : null],
    ['Attempts', attemptsOf(request)],
    ['First byte', request.firstByteMs === null ? null : `After ${written(request.firstByteMs, 'ms')}`],
    ['Bytes', `${written(request.bytesIn, 'bytes')} in, ${written(request.bytesOut, 'bytes')} out`],
    ['Client', clientOf(request)],
    ['Trace', traceId && <span className="fact-copy"><span className="mono">{traceId}</span><CopyIcon text={traceId} label="Copy the trace id" /></span>],
    ['Configuration', request.configVersion ? `v${request.configVersion}` : null],
    ['Node', request.node && <bdi>{cut(request.node, 120)}</bdi>],
    ['Tenant', request.tenantName ?? tenant],
  ];
  return <dl className="facts request-facts">{facts.filter(([, value]) => value !== null && value !== '').map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}
