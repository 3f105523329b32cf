import { useMediaQuery } from '@mantine/hooks';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { allTenants } from '../app/access';
import type { AuditEntry } from '../app/contract';
import { EmptyState, ListFoot, LoadFailed } from '../app/listParts';
import { PageHead } from '../app/PageHead';
import { type ListFilters, useList } from '../app/queries';
import type { AuditSearch } from '../app/search';
import { instant } from '../app/time';
import { Waiting } from '../widgets/Waiting';
import { AuditFilters } from './AuditFilters';
import { AuditCards, AuditTable } from './AuditTable';
import { EntryPanel } from './EntryPanel';
import { ExportMenu } from './ExportMenu';
import './audit.css';

const api = getRouteApi('/t/$tenant/audit');
const iso = (expression: string | undefined) => { const time = expression ? instant(expression) : null; return time === null ? undefined : new Date(time).toISOString(); };

/** Who did what, newest first. */
export function AuditPage() {
  const { tenant } = api.useParams();
  const { entry: opened, ...filters } = api.useSearch();
  const { search, actor, action, collection, from, to } = filters;
  const navigate = useNavigate();
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  // An end that is now is left open: what happens while one looks belongs to it.
  const asked: ListFilters = useMemo(() => ({ search, actor, action, collection, from: iso(from), to: to === 'now' ? undefined : iso(to) }), [search, actor, action, collection, from, to]);
  const list = useList<AuditEntry>(tenant, 'audit', asked, 50);
  const entries = list.items;
  const narrowed = Object.values(asked).some(Boolean);
  const go = (next: AuditSearch) => void navigate({ to: '/t/$tenant/audit', params: { tenant }, search: next, replace: true });
  const List = phone ? AuditCards : AuditTable;

  return (
    <>
      <PageHead title="Audit">{entries && entries.length > 0 && <ExportMenu tenant={tenant} filters={asked} />}</PageHead>
      {(entries || !list.isError) && <AuditFilters filters={filters} onChange={go} />}
      {list.isError && !entries ? <LoadFailed what="The audit" error={list.error} onRetry={() => void list.refetch()} />
        : !entries ? <Waiting lines={8} height={36} />
        : !entries.length ? <EmptyState title={narrowed ? 'No entry fits the filters' : 'Nothing has been changed yet'}>{narrowed ? 'Names of callers, acts, kinds, ids and addresses were searched.' : 'Every change, every sign-in and every look at personal data is listed here, with who it was and from where.'}</EmptyState>
        : <List entries={entries} opened={opened} showTenant={tenant === allTenants} onOpen={(entry) => go({ ...filters, entry: String(entry.number) })} />}
      <ListFoot shown={entries?.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
      {opened && entries && <EntryPanel entry={entries.find((entry) => String(entry.number) === opened)} onClose={() => go(filters)} />}
    </>
  );
}
