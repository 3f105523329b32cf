import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { allTenants, useMay } from '../app/access';
import { get } from '../app/client';
import { Confirm, type Confirmation } from '../app/Confirm';
import type { Setting } from '../app/contract';
import { EmptyState, LoadFailed } from '../app/listParts';
import { told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange } from '../app/queries';
import { SearchField } from '../app/SearchField';
import { ago, moment } from '../app/time';
import { Tag } from '../widgets/Tag';
import { Waiting } from '../widgets/Waiting';
import { SettingDialog } from './SettingDialog';
import { bySection, configuredOf, found, sourceOf, written } from './setting';
import './settings.css';

const api = getRouteApi('/t/$tenant/settings');

/** Every option: those that are set here for all nodes, and what the node that answers was started with. */
export function SettingsPage() {
  const { tenant } = api.useParams();
  const { search = '' } = api.useSearch();
  const navigate = useNavigate();
  const mayEdit = useMay('operate');
  const asked = useQuery({ queryKey: ['items', allTenants, '/settings'], queryFn: ({ signal }) => get<{ items: Setting[] }>('/settings', { tenant: allTenants, signal }) });
  const change = useChange();
  const [open, setOpen] = useState<Setting | null>(null);
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const go = (words?: string) => void navigate({ to: '/t/$tenant/settings', params: { tenant }, search: words ? { search: words } : {}, replace: true });
  const items = asked.data ? found(asked.data.items, search) : undefined;
  const revert = (item: Setting) => setAsk({
    title: `Revert ${item.key}?`, verb: `Revert ${item.key}`, body: `Each node takes what it was started with; for this one that is ${configuredOf(item)}.`,
    run: async () => { await change.mutateAsync({ method: 'DELETE', path: `/settings/${encodeURIComponent(item.key)}`, tenant: allTenants }); told(`${item.key} is as configured.`); },
  });
  const rows = (list: Setting[]) => list.map((item) => (
    <tr key={item.key}>
      <td className="setting-key"><div className="mono strong">{item.key.slice(item.section.length + 1)}</div><div className="help">{item.meaning}</div></td>
      <td className="setting-value mono" title={typeof item.value === 'string' ? item.value : undefined}>{written(item.value, item.type)}</td>
      <td className="soft setting-source">{item.source === 'set' ? <><Tag tone="info" title={item.changedAt ? moment(item.changedAt) : undefined}>Set here</Tag><div className="row-second">by {item.changedBy}, {ago(item.changedAt)}; configured: {configuredOf(item)}</div></> : sourceOf(item)}</td>
      <td className="num setting-acts">{mayEdit && item.live && <><Button variant="default" size="xs" aria-label={`Change ${item.key}`} onClick={() => setOpen(item)}>Change</Button>{item.source === 'set' && <Button variant="subtle" size="xs" aria-label={`Revert ${item.key}`} onClick={() => revert(item)}>Revert</Button>}</>}</td>
    </tr>
  ));
  const table = (title: string, sentence: string, list: Setting[]) => (
    <section className="card list-card" aria-label={title} key={title}>
      <header className="table-title"><h2>{title}</h2><span>{sentence}</span></header>
      <div className="table-scroll" tabIndex={0}><table className="data-table two-line settings-table">
        <thead><tr><th>Option</th><th>Value</th><th>From</th><th><span className="sr-only">Actions</span></th></tr></thead>
        {bySection(list).map(({ section, items: own }) => <tbody key={section}><tr className="setting-section"><th colSpan={4} scope="rowgroup" className="mono">{section}</th></tr>{rows(own)}</tbody>)}
      </table></div>
    </section>
  );
  return (
    <>
      <PageHead title="Settings" />
      <div className="filter-bar"><SearchField value={search} placeholder="Search options" onSearch={go} /></div>
      {asked.isError && !items ? <LoadFailed what="The settings" error={asked.error} onRetry={() => void asked.refetch()} />
        : !items ? <Waiting lines={8} height={52} />
        : !items.length ? <EmptyState title="No option fits the search" action={<Button variant="default" onClick={() => go()}>Show all options</Button>}>Names and meanings were searched.</EmptyState>
        : (
          <div className="settings">
            {items.some(({ live }) => live) && table('While the gateway runs', 'Set here for all nodes, within two seconds. What is set here wins over files, environment and command line, until it is reverted.', items.filter(({ live }) => live))}
            {items.some(({ live }) => !live) && table('At start', 'As the node that answers was started. Change them in its file, environment or command line.', items.filter(({ live }) => !live))}
          </div>
        )}
      {open && <SettingDialog item={open} onClose={() => setOpen(null)} />}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </>
  );
}
