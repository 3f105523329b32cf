import { NumberInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { allTenants } from '../app/access';
import { get } from '../app/client';
import type { DocumentChange } from '../app/contract';
import { EmptyState, LoadFailed } from '../app/listParts';
import { PageHead } from '../app/PageHead';
import { useNodes } from '../app/queries';
import type { CompareSearch } from '../app/search';
import { Waiting } from '../widgets/Waiting';
import { ChangeList } from './ChangeList';

const api = getRouteApi('/t/$tenant/versions/compare');

/** What differs between two versions, whatever came and went between them. */
export function ComparePage() {
  const { tenant } = api.useParams();
  const asked = api.useSearch();
  const navigate = useNavigate();
  const newest = useNodes(tenant).data?.configVersion;
  const to = asked.until ?? newest;
  const from = asked.since ?? (to === undefined ? undefined : Math.max(0, to - 1));
  const ready = from !== undefined && to !== undefined;
  const query = useQuery({
    queryKey: ['versions', tenant, 'diff', from, to], enabled: ready,
    queryFn: ({ signal }) => get<{ changeCount: number; changes: DocumentChange[] }>(`/config/versions/${from}/diff/${to}`, { tenant, signal }),
  });
  const go = (next: CompareSearch) => void navigate({ to: '/t/$tenant/versions/compare', params: { tenant }, search: { since: from, until: to, ...next }, replace: true });
  const field = (label: string, value: number | undefined, set: (number: number) => void) => (
    <NumberInput label={label} prefix="v" min={0} max={newest} allowDecimal={false} allowNegative={false} value={value ?? ''} onChange={(number) => { if (typeof number === 'number') set(number); }} />
  );
  return (
    <>
      <PageHead title="Compare" trail={<Link to="/t/$tenant/versions" params={{ tenant }}>Versions</Link>} />
      <div className="filter-bar compare-bar">{field('From', from, (number) => go({ since: number }))}{field('To', to, (number) => go({ until: number }))}</div>
      {query.isError ? <LoadFailed what="The difference" error={query.error} onRetry={() => void query.refetch()} />
        : !query.data ? <Waiting lines={4} height={80} />
        : query.data.changes.length === 0 ? <EmptyState title="No difference">Between v{from} and v{to} nothing changed that is still different{tenant === allTenants ? '' : ' in this tenant'}.</EmptyState>
        : <ChangeList changes={query.data.changes} count={query.data.changeCount} showTenant={tenant === allTenants} />}
    </>
  );
}
