import { useMediaQuery } from '@mantine/hooks';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { allTenants } from '../app/access';
import type { AuditEntry } from '../app/contract';
import { cut } from '../app/format';
import { EmptyState, ListFoot, LoadFailed } from '../app/listParts';
import { PageHead } from '../app/PageHead';
import { useList } from '../app/queries';
import type { AuditSearch } from '../app/search';
import { SearchField } from '../app/SearchField';
import { ago, moment } from '../app/time';
import { Waiting } from '../widgets/Waiting';
import { actOf, entryKey } from './difference';
import { EntryPanel } from './EntryPanel';
import './audit.css';

const api = getRouteApi('/t/$tenant/audit');

/** Who changed what, newest first. */
export function AuditPage() {
  const { tenant } = api.useParams();
  const { search = '', entry: opened } = api.useSearch();
  const navigate = useNavigate();
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  const list = useList<AuditEntry>(tenant, 'audit', search, 50);
  const entries = list.items;
  const go = (next: AuditSearch) => void navigate({ to: '/t/$tenant/audit', params: { tenant }, search: next, replace: true });
  const back = search ? { search } : {};
  const open = (entry: AuditEntry) => go({ ...back, entry: entryKey(entry) });
  const List = phone ? AuditCards : AuditTable;

  return (
    <>
      <PageHead title="Audit" />
      {(entries || !list.isError) && <div className="filter-bar"><SearchField value={search} placeholder="Search who, what or id" onSearch={(words) => go(words ? { search: words } : {})} /></div>}
      {list.isError && !entries ? <LoadFailed what="The audit" error={list.error} onRetry={() => void list.refetch()} />
        : !entries ? <Waiting lines={8} height={36} />
        : !entries.length ? <EmptyState title={search ? 'No entry fits the search' : 'Nothing has been changed yet'}>{search ? 'Names of callers, acts, collections and ids were searched.' : 'Every change of the configuration, of keys and of access tokens is listed here, with who made it.'}</EmptyState>
        : <List entries={entries} opened={opened} showTenant={tenant === allTenants} onOpen={open} />}
      <ListFoot shown={entries?.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
      {opened && entries && <EntryPanel entry={entries.find((entry) => entryKey(entry) === opened)} onClose={() => go(back)} />}
    </>
  );
}

interface AuditListProps { entries: AuditEntry[]; opened?: string; showTenant: boolean; onOpen(entry: AuditEntry): void }
const What = ({ entry }: { entry: AuditEntry }) => <>{actOf(entry)} <bdi>{cut(entry.id, 80)}</bdi></>;

function AuditTable({ entries, opened, showTenant, onOpen }: AuditListProps) {
  return (
    <div className="card list-card"><div className="table-scroll">
      <table className="data-table data-table-fixed audit-table">
        <thead><tr><th className="audit-time">Time</th><th>Who</th><th>What</th>{showTenant && <th className="audit-tenant">Tenant</th>}</tr></thead>
        <tbody>{entries.map((entry, index) => (
          <tr key={`${entryKey(entry)}~${index}`} className={`row-open${entryKey(entry) === opened ? ' row-chosen' : ''}`} onClick={() => onOpen(entry)}>
            <td className="soft" title={ago(entry.time)}>{moment(entry.time)}</td>
            <td><bdi>{cut(entry.actor, 80)}</bdi></td>
            <td><button type="button" className="row-name"><What entry={entry} /></button></td>
            {showTenant && <td className="soft">{entry.tenant}</td>}
          </tr>
        ))}</tbody>
      </table>
    </div></div>
  );
}

function AuditCards({ entries, showTenant, onOpen }: AuditListProps) {
  return (
    <ul className="card audit-cards">
      {entries.map((entry, index) => (
        <li key={`${entryKey(entry)}~${index}`}>
          <button type="button" className="row-name" onClick={() => onOpen(entry)}><What entry={entry} /></button>
          <div className="audit-card-facts soft"><span>{moment(entry.time)}</span><span><bdi>{cut(entry.actor, 60)}</bdi></span>{showTenant && <span>{entry.tenant}</span>}</div>
        </li>
      ))}
    </ul>
  );
}
