import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMay } from '../app/access';
import { useAnswers } from '../app/analytics';
import type { GatewayKey, Query } from '../app/contract';
import { cut, exact, written } from '../app/format';
import { LoadFailed } from '../app/listParts';
import { PageHead } from '../app/PageHead';
import { useItem } from '../app/queries';
import { ago, moment, usual } from '../app/time';
import type { Widget } from '../widgets/contract';
import { Tag } from '../widgets/Tag';
import { Traffic, usualTraffic } from '../widgets/Traffic';
import { Waiting } from '../widgets/Waiting';
import { ExpiryWarning } from './ExpiryWarning';
import { hint, mayCall } from './keyDocument';
import './keys.css';

const api = getRouteApi('/t/$tenant/keys/$id');
const total: Record<string, Query> = { requests: { measures: ['requests'], split: null } };
const widgets: Widget[] = [
  ...usualTraffic,
  { id: 'routes', type: 'table', title: 'Routes it calls', x: 0, y: 7, w: 8, h: 6, query: { measures: ['requests', 'errorRate', 'p95'], split: 'route', limit: 8 }, options: { note: 'by requests', bars: true } },
  { id: 'reasons', type: 'bar', title: 'Why it was refused', x: 8, y: 7, w: 4, h: 6, query: { measures: ['requests'], split: 'reason', filters: [{ dimension: 'failedBy', op: 'is', values: ['policy'] }], limit: 8 }, options: { note: 'refusals' } },
];

/** One key: what it may do, how much it is used now and in this month, and what it meets. */
export function KeyPage() {
  const { tenant, id } = api.useParams();
  const search = api.useSearch();
  const navigate = useNavigate();
  const item = useItem<GatewayKey>(tenant, 'keys', id);
  const key = item.data?.data;
  const mayEdit = useMay('write');
  return (
    <div className="form-page">
      <PageHead title={key?.name ?? id} tag={key && key.state !== 'active' ? <Tag tone={key.state === 'expired' ? 'warn' : 'neutral'}>{key.state.charAt(0).toUpperCase() + key.state.slice(1)}</Tag> : undefined} trail={<Link to="/t/$tenant/keys" params={{ tenant }}>Keys</Link>}>
        {key && mayEdit && <Button component={Link} variant="default" to={`/t/${encodeURIComponent(key.tenant)}/keys?key=${encodeURIComponent(id)}`}>Edit</Button>}
      </PageHead>
      {item.isError ? <LoadFailed what={`Key ${id}`} error={item.error} onRetry={() => void item.refetch()} />
        : !key ? <Waiting lines={2} height={160} />
        : (
          <>
            <ExpiryWarning item={key} />
            <KeyFacts item={key} />
            <Traffic tenant={key.tenant} widgets={widgets} filters={[{ dimension: 'key', op: 'is', values: [id] }]} range={{ ...usual, ...search }} onRange={(range) => void navigate({ to: '/t/$tenant/keys/$id', params: { tenant, id }, search: range, replace: true, resetScroll: false })} />
          </>
        )}
    </div>
  );
}

function KeyFacts({ item }: { item: GatewayKey }) {
  const filters = [{ dimension: 'key', op: 'is' as const, values: [item.id] }];
  const today = useAnswers(item.tenant, total, { from: 'now/d', to: 'now' }, { filters, everySeconds: 60 }).data?.requests;
  const month = useAnswers(item.tenant, total, { from: 'now/M', to: 'now' }, { filters, everySeconds: 60 }).data?.requests;
  return (
    <dl className="card key-facts">
      <div><dt>Key</dt><dd className="mono">{hint(item)}</dd></div>
      <div><dt>Consumer</dt><dd><bdi>{cut(item.consumer ?? '', 80) || '–'}</bdi></dd></div>
      <div><dt>May call</dt><dd><bdi>{cut(mayCall(item.allow), 160)}</bdi></dd></div>
      <div><dt>Requests today</dt><dd title={exact(today?.value)}>{written(today?.value, 'count')}</dd></div>
      <div><dt>Requests this month</dt><dd title={exact(month?.value)}>{written(month?.value, 'count')}</dd></div>
      <div><dt>Last used</dt><dd title={item.lastUsedAt ? moment(item.lastUsedAt) : undefined}>{ago(item.lastUsedAt)}</dd></div>
      <div><dt>Expires</dt><dd>{item.expiresAt ? moment(item.expiresAt) : 'Never'}</dd></div>
      {item.graceUntil && <div><dt>Old secret taken until</dt><dd>{moment(item.graceUntil)}</dd></div>}
    </dl>
  );
}
