import { Button, Select } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus, IconSend } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { allTenants, useLedTeams, useMay } from '../app/access';
import { Confirm, type Confirmation } from '../app/Confirm';
import { useCatalogue } from '../app/dimensions';
import { cut } from '../app/format';
import { EmptyState, ListFoot, LoadFailed } from '../app/listParts';
import { refused, told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange, useList } from '../app/queries';
import { type AlertsSearch, alertStates } from '../app/search';
import { SearchField } from '../app/SearchField';
import { severities, type Severity, severityWords } from '../app/severity';
import { AlertTabs } from '../channels/AlertTabs';
import type { Channel } from '../channels/contract';
import { receiptOf } from '../channels/receipt';
import { Waiting } from '../widgets/Waiting';
import { AlertCards, type AlertListProps, AlertTable } from './AlertTable';
import type { Alert, AlertStatus } from './contract';
import { TemplateList } from './TemplateList';
import { useTemplates } from './useAlertAnswers';
import { stateOrder, stateWords } from './words';
import './alerts.css';

const api = getRouteApi('/t/$tenant/alerts');
const stateChoices = alertStates.map((value) => ({ value, label: value === 'off' ? 'Off' : stateWords[value as AlertStatus] }));
const severityChoices = severities.map((value) => ({ value, label: severityWords[value] }));

/** Every alert of the tenant, those that fire first. */
export function AlertsPage() {
  const { tenant } = api.useParams();
  const search = api.useSearch();
  const navigate = useNavigate();
  const may = useMay();
  const mayCreate = (useLedTeams().length > 0 || may('write')) && tenant !== allTenants;
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  const list = useList<Alert>(tenant, 'alerts', search.search, 500, 10);
  const seesChannels = may('parts');
  const channels = useList<Channel>(tenant, 'channels', '', 200, 0, seesChannels).items;
  const templates = useTemplates(tenant).data;
  const catalogue = useCatalogue(tenant).data;
  const change = useChange();
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const go = (next: AlertsSearch) => void navigate({ to: '/t/$tenant/alerts', params: { tenant }, search: Object.fromEntries(Object.entries({ ...search, ...next }).filter(([, value]) => value !== undefined)), replace: true });
  const narrowed = Boolean(search.search || search.state || search.severity);
  const stateOf = ({ enabled, state }: Alert) => (enabled ? (state ?? 'ok') : 'off');
  const place = (alert: Alert) => { const at = stateOrder.indexOf(stateOf(alert) as AlertStatus); return at < 0 ? stateOrder.length : at; };
  const shown = list.items?.filter((alert) => (!search.state || stateOf(alert) === search.state) && (!search.severity || alert.severity === search.severity)).sort((a, b) => place(a) - place(b) || severities.indexOf(a.severity) - severities.indexOf(b.severity) || a.name.localeCompare(b.name));
  const pathOf = ({ id }: Alert) => `/alerts/${encodeURIComponent(id)}`;

  const props: AlertListProps | undefined = shown && {
    alerts: shown, catalogue, showTenant: tenant === allTenants, mayEdit: (alert) => may('writeTeam', alert.team, alert.tenant),
    channelNames: ({ tenant: owner, severity, labels, channels: named }) => (channels ?? []).filter((one) => one.tenant === owner && one.enabled && receiptOf(one, { severity, labels, named })).map(({ name }) => name).join(', ') || '–',
    onOpen: ({ tenant: owner, id }) => void navigate({ to: '/t/$tenant/alerts/$id', params: { tenant: owner, id } }),
    onEdit: ({ tenant: owner, id }) => void navigate({ to: '/t/$tenant/alerts/$id/edit', params: { tenant: owner, id } }),
    onClone: ({ tenant: owner, id }) => void navigate({ to: '/t/$tenant/alerts/new', params: { tenant: owner }, search: { clone: id } }),
    onEnable: async (alert) => {
      try {
        await change.mutateAsync({ method: 'PATCH', path: pathOf(alert), tenant: alert.tenant, body: { enabled: !alert.enabled }, fresh: true });
        told(`${cut(alert.name, 60)} is ${alert.enabled ? 'off' : 'on'}.`);
      } catch (error) { refused(`${cut(alert.name, 60)} was not changed`, error); }
    },
    onDelete: (alert) => setAsk({
      title: `Delete ${alert.name}?`, verb: `Delete ${alert.name}`, body: 'It is not evaluated any more. If it fires, whoever was told hears that this is over. Its log stays until it is old.',
      run: async () => { await change.mutateAsync({ method: 'DELETE', path: pathOf(alert), tenant: alert.tenant, fresh: true }); told(`${cut(alert.name, 60)} is deleted.`); },
    }),
  };
  const create = mayCreate && <Button component={Link} to={`/t/${encodeURIComponent(tenant)}/alerts/new`} leftSection={<IconPlus size={16} stroke={1.75} />}>New alert</Button>;

  return (
    <>
      <PageHead title="Alerts" count={list.items && !narrowed ? `${list.items.length}${list.hasNextPage ? '+' : ''}` : undefined}>{create}</PageHead>
      <div className="filter-bar">
        <AlertTabs tenant={tenant} at="Alerts" />
        <SearchField value={search.search ?? ''} placeholder="Search id or name" onSearch={(words) => go({ search: words || undefined })} />
        <Select aria-label="State" className="alert-choice" data={stateChoices} placeholder="Any state" clearable value={search.state ?? null} onChange={(state) => go({ state: state ?? undefined })} />
        <Select aria-label="Severity" className="alert-choice" data={severityChoices} placeholder="Any severity" clearable value={search.severity ?? null} onChange={(severity) => go({ severity: (severity as Severity | null) ?? undefined })} />
      </div>
      {seesChannels && channels?.length === 0 && (
        <div className="warn-line no-channel" role="status"><IconSend size={16} stroke={1.75} aria-hidden="true" /><span>There is no channel yet: what fires is in the inbox, and nobody is told.</span>{may('write') && tenant !== allTenants && <Button component={Link} to={`/t/${encodeURIComponent(tenant)}/channels/new`} variant="default" size="xs">Make a channel</Button>}</div>
      )}
      {list.isError && !props ? <LoadFailed what="The alerts" error={list.error} onRetry={() => void list.refetch()} />
        : !props ? <Waiting lines={8} height={44} />
        : props.alerts.length ? (phone ? <AlertCards {...props} /> : <AlertTable {...props} />)
        : narrowed ? <EmptyState title="No alert is like that" action={<Button variant="default" onClick={() => go({ search: undefined, state: undefined, severity: undefined })}>Show all alerts</Button>}>Names and ids were searched, and state and severity compared.</EmptyState>
        : (
          <>
            <EmptyState title="No alerts yet" action={create}>An alert watches a figure of the traffic, or the gateway itself, and tells you when it looks bad. Begin with one of these, with any widget of a dashboard, or from nothing.</EmptyState>
            {mayCreate && templates && <TemplateList tenant={tenant} templates={templates} />}
          </>
        )}
      <ListFoot shown={props?.alerts.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </>
  );
}
