import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { allTenants, useMay } from '../app/access';
import { get } from '../app/client';
import type { VersionDetail } from '../app/contract';
import { cut } from '../app/format';
import { LoadFailed } from '../app/listParts';
import { PageHead } from '../app/PageHead';
import { useTenant } from '../app/Shell';
import { moment, zone } from '../app/time';
import { Tag } from '../widgets/Tag';
import { Waiting } from '../widgets/Waiting';
import { ChangeList } from './ChangeList';
import { RollbackDialog } from './RollbackDialog';

/** One version: who published it, when and why, and what it changed. */
export function VersionPage() {
  const tenant = useTenant();
  const { number = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const mayWrite = useMay('write');
  const [asks, setAsks] = useState(false);
  const query = useQuery({ queryKey: ['versions', tenant, 'one', number], queryFn: ({ signal }) => get<VersionDetail>(`/config/versions/${encodeURIComponent(number)}`, { tenant, signal }) });
  const one = query.data;
  const open = (to: number) => void navigate({ to: '/t/$tenant/versions/$number', params: { tenant, number: String(to) } });
  const newest = one?.next === null;
  return (
    <>
      <PageHead title={`v${number}`} trail={<Link to="/t/$tenant/versions" params={{ tenant }}>Versions</Link>} tag={newest ? <Tag tone="ok">Newest</Tag> : undefined}>
        {one?.previous && <Button variant="default" onClick={() => open(one.previous!)}>v{one.previous}, before it</Button>}
        {one?.next && <Button variant="default" onClick={() => open(one.next!)}>v{one.next}, after it</Button>}
        {one && !newest && <Button variant="default" component={Link} to={`/t/${encodeURIComponent(tenant)}/versions/compare?since=${one.number}`}>Compare with now</Button>}
        {one && !newest && mayWrite && <Button className="danger" onClick={() => setAsks(true)}>Roll back to v{one.number}</Button>}
      </PageHead>
      {query.isError ? <LoadFailed what={`Version ${number}`} error={query.error} onRetry={() => void query.refetch()} />
        : !one ? <Waiting lines={4} height={80} />
        : (
          <>
            <dl className="card facts version-facts">
              <div><dt>When</dt><dd>{moment(one.time)} {zone}</dd></div>
              <div><dt>Who</dt><dd><bdi>{cut(one.actor, 200)}</bdi></dd></div>
              <div><dt>Why</dt><dd>{one.message ? <bdi>{cut(one.message, 1000)}</bdi> : <span className="soft">Not said</span>}</dd></div>
              <div><dt>Changed</dt><dd>{one.changeCount} {one.changeCount === 1 ? 'document' : 'documents'}</dd></div>
            </dl>
            {one.changes.length > 0 ? <ChangeList changes={one.changes} count={one.changeCount} showTenant={tenant === allTenants} /> : <p className="soft">What it changed was removed with its tenant.</p>}
          </>
        )}
      {asks && one && <RollbackDialog tenant={tenant} number={one.number} showTenant={tenant === allTenants} onClose={() => setAsks(false)} onDone={(version) => { setAsks(false); open(version); }} />}
    </>
  );
}
