import { Button } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { allTenants, useMay } from '../app/access';
import type { Version } from '../app/contract';
import { cut } from '../app/format';
import { EmptyState, ListFoot, LoadFailed, RowAction, RowMenu } from '../app/listParts';
import { PageHead } from '../app/PageHead';
import { useList, useNodes } from '../app/queries';
import type { VersionsSearch } from '../app/search';
import { SearchField } from '../app/SearchField';
import { ago, moment } from '../app/time';
import { Waiting } from '../widgets/Waiting';
import { NodeTable } from './NodeTable';
import { RollbackDialog } from './RollbackDialog';
import { oneOf, summaryOf } from './words';
import './versions.css';

const api = getRouteApi('/t/$tenant/versions');

/** Every change of the configuration, newest first, and what each node runs. */
export function VersionsPage() {
  const { tenant } = api.useParams();
  const { search, collection, id } = api.useSearch();
  const navigate = useNavigate();
  const mayWrite = useMay('write');
  const list = useList<Version>(tenant, 'config/versions', { search, collection, id }, 50);
  const nodes = useNodes(tenant).data;
  const [back, setBack] = useState<number | null>(null);
  const versions = list.items;
  const narrowed = Boolean(search || collection);
  const go = (next: VersionsSearch) => void navigate({ to: '/t/$tenant/versions', params: { tenant }, search: next, replace: true });
  const open = (number: number) => void navigate({ to: '/t/$tenant/versions/$number', params: { tenant, number: String(number) } });
  return (
    <>
      <PageHead title="Versions" />
      {nodes && nodes.items.length > 0 && <NodeTable nodes={nodes} />}
      <div className="filter-bar">
        <SearchField value={search ?? ''} placeholder="Search who, why or id" onSearch={(words) => go({ search: words || undefined, collection, id })} />
        {collection && <Button variant="default" size="xs" onClick={() => go({ search })}>{id ? `Only ${oneOf(collection)} ${cut(id, 40)}` : `Only ${collection}`} ✕</Button>}
      </div>
      {list.isError && !versions ? <LoadFailed what="The versions" error={list.error} onRetry={() => void list.refetch()} />
        : !versions ? <Waiting lines={8} height={52} />
        : !versions.length ? <EmptyState title={narrowed ? 'No version fits' : 'Nothing has been published yet'}>{narrowed ? 'Callers, messages and ids were searched.' : 'Every change of routes, clusters, keys and all else that nodes serve makes a version, with who, when and why.'}</EmptyState>
        : (
          <div className="card list-card"><div className="table-scroll">
            <table className="data-table data-table-fixed two-line version-table">
              <thead><tr><th className="version-number">Version</th><th>What and why</th><th className="version-who">Who</th><th className="version-time">When</th><th className="row-menu-cell"><span className="sr-only">More</span></th></tr></thead>
              <tbody>{versions.map((one) => (
                <tr key={one.number} className="row-open" onClick={() => open(one.number)}>
                  <td><Link className="strong" to="/t/$tenant/versions/$number" params={{ tenant, number: String(one.number) }} onClick={(event) => event.stopPropagation()}>v{one.number}</Link></td>
                  <td><div className="ellipsis-line">{one.message ? <bdi>{cut(one.message, 160)}</bdi> : cut(summaryOf(one), 160)}</div>{one.message && <div className="row-second ellipsis-line">{cut(summaryOf(one), 160)}</div>}</td>
                  <td className="ellipsis-line"><bdi>{cut(one.actor, 60)}</bdi></td>
                  <td className="soft" title={ago(one.time)}>{moment(one.time)}</td>
                  <td className="row-menu-cell"><RowMenu label={`More for v${one.number}`}>
                    <RowAction onClick={() => void navigate({ to: '/t/$tenant/versions/compare', params: { tenant }, search: { since: one.number, until: versions[0]!.number } })}>Compare with the newest</RowAction>
                    {mayWrite && one.number !== nodes?.configVersion && <RowAction danger onClick={() => setBack(one.number)}>Roll back to v{one.number}</RowAction>}
                  </RowMenu></td>
                </tr>
              ))}</tbody>
            </table>
          </div></div>
        )}
      <ListFoot shown={versions?.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
      {back !== null && <RollbackDialog tenant={tenant} number={back} showTenant={tenant === allTenants} onClose={() => setBack(null)} onDone={(version) => { setBack(null); open(version); }} />}
    </>
  );
}
