import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { onlyLook, useLedTeams, useMay } from '../app/access';
import { cut } from '../app/format';
import { LoadFailed } from '../app/listParts';
import { told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange, useItem } from '../app/queries';
import { currentOf, type Late, StaleDialog } from '../app/StaleDialog';
import { Waiting } from '../widgets/Waiting';
import { AlertEditor } from './AlertEditor';
import { bodyOf } from './alertForm';
import type { Alert } from './contract';
import { useAlertTest } from './useAlertTest';
import { ViewSwitch } from './ViewSwitch';
import './alerts.css';

const api = getRouteApi('/t/$tenant/alerts/$id/edit');

/** An alert that is changed. */
export function EditAlertPage() {
  const { tenant, id } = api.useParams();
  const search = api.useSearch();
  const navigate = useNavigate();
  const item = useItem<Alert>(tenant, 'alerts', id);
  const change = useChange<Alert>();
  const may = useMay();
  const led = useLedTeams();
  const [late, setLate] = useState<Late | null>(null);
  const test = useAlertTest(tenant);
  const alert = item.data?.data;
  const mayEdit = alert ? may('writeTeam', alert.team, alert.tenant) : false;
  const path = `/alerts/${encodeURIComponent(id)}`;
  const leave = async (name: string) => { told(`${cut(name, 60)} is saved.`); await navigate({ to: '/t/$tenant/alerts/$id', params: { tenant, id } }); };
  return (
    <div className="form-page alert-page">
      <PageHead title={alert?.name ?? id} trail={<Link to="/t/$tenant/alerts" params={{ tenant }}>Alerts</Link>}>
        <ViewSwitch json={search.view === 'json'} onChange={(json) => void navigate({ to: '/t/$tenant/alerts/$id/edit', params: { tenant, id }, search: json ? { view: 'json' } : {}, replace: true, resetScroll: false })} />
        {mayEdit && <Button variant="default" leftSection={<IconSend size={16} stroke={1.75} />} disabled={test.isPending} onClick={() => test.mutate(alert!)}>Send test</Button>}
        <Button component={Link} variant="subtle" color="gray" to={`/t/${encodeURIComponent(tenant)}/alerts/${encodeURIComponent(id)}`}>Cancel</Button>
      </PageHead>
      {item.isError ? <LoadFailed what={`Alert ${id}`} error={item.error} onRetry={() => void item.refetch()} />
        : !alert ? <Waiting lines={3} height={180} />
        : <AlertEditor key={item.dataUpdatedAt} tenant={alert.tenant} teams={may('write', null, alert.tenant) ? undefined : led} alert={alert} fixed={mayEdit ? undefined : onlyLook} busy={change.isPending} json={search.view === 'json'} onSave={async (document) => {
            try { await change.mutateAsync({ method: 'PUT', path, tenant: alert.tenant, body: document, etag: item.data?.etag }); } catch (error) {
              const current = currentOf(error);
              if (!current) throw error;
              return setLate({ name: alert.name, base: bodyOf({ ...alert }), mine: document, ...current });
            }
            await leave(document.name);
          }} />}
      {late && <StaleDialog late={late} onClose={() => setLate(null)} onSave={async (document, etag) => {
        await change.mutateAsync({ method: 'PUT', path, tenant: alert!.tenant, body: document, etag });
        setLate(null);
        await leave(alert!.name);
      }} />}
    </div>
  );
}
