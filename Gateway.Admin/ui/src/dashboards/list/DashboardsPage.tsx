import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconDownload, IconPlus, IconUpload, IconX } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { allTenants, useMay } from '../../app/access';
import { Confirm, type Confirmation } from '../../app/Confirm';
import type { DashboardSummary } from '../../app/contract';
import { cut } from '../../app/format';
import { EmptyState, ListFoot, LoadFailed } from '../../app/listParts';
import { refused, told } from '../../app/notify';
import { PageHead } from '../../app/PageHead';
import { useItems, useList, useMe, useNames } from '../../app/queries';
import { type DashboardsSearch, newDashboard } from '../../app/search';
import { SearchField } from '../../app/SearchField';
import { Waiting } from '../../widgets/Waiting';
import { saveFile, useDashboardActs } from '../share/useDashboardActs';
import { DashboardTable } from './DashboardTable';
import { ImportDashboards } from './ImportDashboards';
import '../../app/filters.css';
import '../share/share.css';
import './list.css';
import { NewDashboard } from './NewDashboard';
import { sectionsOf } from './summary';

const api = getRouteApi('/t/$tenant/dashboards');

/** All dashboards that the reader may see: favourites, own ones by folder, and those that came with the gateway. */
export function DashboardsPage() {
  const { tenant } = api.useParams();
  const { search = '', tag, create = false } = api.useSearch();
  const navigate = useNavigate();
  const mayWrite = useMay('write');
  const me = useMe().data;
  const list = useList<DashboardSummary>(tenant, 'dashboards', { search: search || undefined, tag }, 1000);
  const removed = useItems<{ id: string; title: string }>(tenant, '/dashboards/removed', mayWrite);
  const teams = useNames(tenant, 'teams');
  const acts = useDashboardActs();
  const [importing, setImporting] = useState(false);
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const sections = useMemo(() => (list.items ? sectionsOf(list.items) : undefined), [list.items]);
  const go = (next: DashboardsSearch) => void navigate({ to: '/t/$tenant/dashboards', params: { tenant }, search: next, replace: true });
  const own = { ...(search ? { search } : {}), ...(tag ? { tag } : {}) };
  // A person may always have private ones.
  const mayCreate = mayWrite || Boolean(me?.user);

  const bringBack = async (id: string, title: string) => {
    try {
      await acts.change.mutateAsync({ method: 'POST', path: `/dashboards/removed/${encodeURIComponent(id)}/restore`, tenant });
      told(`${cut(title, 60)} is back.`);
    } catch (error) { refused(`${cut(title, 60)} was not brought back`, error); }
  };
  const exportAll = async () => {
    try { await saveFile('/dashboards/export', tenant, `dashboards-${tenant === allTenants ? 'all' : tenant}.json`); } catch (error) { refused('The dashboards were not exported', error); }
  };
  const newOne = mayCreate && <Button className="wide-only" leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => go({ ...own, create: true })}>New dashboard</Button>;

  return (
    <>
      <PageHead title="Dashboards" count={list.items && !search && !tag ? list.items.length : undefined}>
        <Menu position="bottom-end">
          <Menu.Target><ActionIcon variant="default" size={32} aria-label="Files of dashboards"><IconDots size={16} stroke={1.75} /></ActionIcon></Menu.Target>
          <Menu.Dropdown>
            {mayCreate && <Menu.Item leftSection={<IconUpload size={16} stroke={1.75} />} onClick={() => setImporting(true)}>Import</Menu.Item>}
            <Menu.Item leftSection={<IconDownload size={16} stroke={1.75} />} onClick={() => void exportAll()}>Export all</Menu.Item>
          </Menu.Dropdown>
        </Menu>
        {newOne}
      </PageHead>
      <div className="filter-bar">
        <SearchField value={search} placeholder="Search title, folder or tag" onSearch={(words) => go({ ...(words ? { search: words } : {}), ...(tag ? { tag } : {}) })} />
        {tag && <span className="chip"><span>Tag</span> is <b><bdi>{cut(tag, 40)}</bdi></b><button type="button" aria-label={`Remove the filter on the tag ${cut(tag, 60)}`} onClick={() => go(search ? { search } : {})}><IconX size={14} stroke={1.75} /></button></span>}
      </div>
      {list.isError && !sections ? <LoadFailed what="The dashboards" error={list.error} onRetry={() => void list.refetch()} />
        : !sections ? <Waiting lines={6} height={52} />
        : !sections.length ? <EmptyState title={search || tag ? 'No dashboard fits' : 'No dashboards'} action={search || tag ? <Button onClick={() => go({})}>Show all</Button> : newOne}>{search || tag ? 'Titles, descriptions, folders and tags were searched.' : 'Everything that came with the gateway was removed here, and nothing was made yet.'}</EmptyState>
        : sections.map((section) => (
          <DashboardTable key={section.title} section={section} here={tenant} showTenant={tenant === allTenants} mayStar={Boolean(me?.user)} teamName={teams.nameOf}
            onStar={(one) => void acts.star(one)} onEdit={(one, owner) => void navigate({ to: '/t/$tenant/dashboards/$dashboard', params: { tenant: owner, dashboard: one.id }, search: { edit: 1 } })} onTag={(next) => go({ ...(search ? { search } : {}), tag: next })}
            onDuplicate={(one) => void acts.duplicate(one)} onExport={(one) => void acts.save(one)} onReset={(one) => setAsk(acts.reset(one))} onDelete={(one) => setAsk(acts.remove(one))} />
        ))}
      <ListFoot shown={list.items?.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
      {removed.items && removed.items.length > 0 && !search && !tag && (
        <div className="removed-dashboards">
          <span>Removed here, and they stay away until you bring them back:</span>
          {removed.items.map(({ id, title }) => <Button key={id} size="xs" variant="default" onClick={() => void bringBack(id, title)}>Bring back {cut(title, 40)}</Button>)}
        </div>
      )}
      {create && mayCreate && <NewDashboard onClose={() => go(own)} onBegin={async ({ title, folder }) => {
        // Back leads to the list, not to the dialog.
        await navigate({ to: '/t/$tenant/dashboards', params: { tenant }, search: own, replace: true });
        await navigate({ to: '/t/$tenant/dashboards/$dashboard', params: { tenant, dashboard: newDashboard }, search: { edit: 1, title, ...(folder ? { folder } : {}) } });
      }} />}
      {importing && <ImportDashboards onClose={() => setImporting(false)} onImport={async (body, conflict) => {
        const { data } = await acts.change.mutateAsync({ method: 'POST', path: `/dashboards/import?conflict=${conflict}`, tenant, body });
        const count = (data as unknown as { imported: unknown[] }).imported.length;
        setImporting(false);
        told(count === 1 ? 'One dashboard is imported.' : `${count} dashboards are imported.`);
      }} />}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </>
  );
}
