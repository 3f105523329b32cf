import { Drawer } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { allTenants } from '../app/access';
import { ApiError } from '../app/client';
import type { Clock } from '../app/clock';
import type { Filter } from '../app/contract';
import { CopyIcon } from '../app/Copy';
import { cut } from '../app/format';
import { EmptyState, LoadFailed } from '../app/listParts';
import { Waiting } from '../widgets/Waiting';
import type { RequestInFull } from './contract';
import { RequestFacts } from './RequestFacts';
import { Status } from './RequestTable';
import { around, toMillis } from './times';
import { useRequest } from './useRequests';
import { Waterfall } from './Waterfall';
import { storyOf } from './words';

interface PanelProps { tenant: string; id: string; clock: Clock; onClose(): void }

/** One request beside the list. */
export function RequestPanel({ tenant, id, clock, onClose }: PanelProps) {
  return (
    <Drawer opened onClose={onClose} position="right" size={496} withOverlay={false} lockScroll={false} trapFocus={false} className="side-panel" closeButtonProps={{ 'aria-label': 'Close' }} title={<PanelHead tenant={tenant} id={id} clock={clock} />}>
      <OneRequest tenant={tenant} id={id} clock={clock} />
    </Drawer>
  );
}

function PanelHead({ tenant, id, clock }: Omit<PanelProps, 'onClose'>) {
  const time = useRequest(tenant, id).data?.time;
  return <span className="request-when">{time ? `${clock.date(time)}, ${toMillis(time, clock)}` : 'Request'}<CopyIcon text={location.href} label="Copy the link" /></span>;
}

/** All of one request: what happened, what took the time, and the facts. */
export function OneRequest({ tenant, id, clock, dated }: Omit<PanelProps, 'onClose'> & { dated?: boolean }) {
  const asked = useRequest(tenant, id);
  const request = asked.data;
  if (asked.error instanceof ApiError && asked.error.status === 404) return <EmptyState title="This request is not kept">It is not among those you may see, or past the time that single requests are kept for.</EmptyState>;
  if (asked.isError) return <LoadFailed what="The request" error={asked.error} onRetry={() => void asked.refetch()} />;
  if (!request) return <Waiting lines={6} height={44} />;
  const story = storyOf(request);
  return (
    <div className="request-full">
      <div className="request-head"><Status status={request.status} /><span className="mono"><bdi>{cut(`${request.method} ${request.endpoint ?? request.path ?? ''}`, 300)}</bdi></span></div>
      {dated && <p className="soft">{clock.date(request.time)}, {toMillis(request.time, clock)}</p>}
      {story && <div className={`request-story story-${story.tone}`} role="note"><IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" /><div><b>{story.title}</b><p><bdi>{cut(story.text, 400)}</bdi></p></div></div>}
      {request.durationMs >= 0 && <Waterfall request={request} />}
      <section aria-labelledby="facts"><div className="panel-title"><h3 id="facts">Facts</h3></div><RequestFacts request={request} /></section>
      <Ways request={request} tenant={tenant} />
    </div>
  );
}

/** From here on: more of the same. */
function Ways({ request, tenant }: { request: RequestInFull; tenant: string }) {
  const is = (dimension: string, value: string | number | null): Filter[] => (value === null ? [] : [{ dimension, op: 'is', values: [String(value)] }]);
  const owner = tenant === allTenants ? is('tenant', request.tenant) : [];
  const alike = [...owner, ...is('route', request.route), ...is('endpoint', request.endpoint), ...(request.reason ? is('reason', request.reason) : is('status', request.status))];
  return (
    <div className="joined-actions request-ways">
      <Link className="button-link" to="/t/$tenant/requests" params={{ tenant }} search={{ ...around(request.time, 15), filters: alike }}>Requests like this, ± 15 min</Link>
      {request.key && <Link className="button-link" to="/t/$tenant/requests" params={{ tenant }} search={{ ...around(request.time, 12 * 60), filters: [...owner, { dimension: 'key', op: 'is', values: [request.key], labels: [request.keyName ?? request.key] }] }}>All requests of this key</Link>}
      {request.traceId && <Link className="button-link" to="/t/$tenant/requests" params={{ tenant }} search={{ ...around(request.time, 60), filters: is('traceId', request.traceId) }}>The same trace</Link>}
    </div>
  );
}
