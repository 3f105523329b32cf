import { getRouteApi, Navigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../app/access';
import { ApiError } from '../app/client';
import { LoadFailed } from '../app/listParts';
import { Missing } from '../app/Messages';
import { PageHead } from '../app/PageHead';
import { useItem, useMe } from '../app/queries';
import { newDashboard } from '../app/search';
import type { Dashboard } from '../dashboards/document';
import { Waiting } from '../widgets/Waiting';
import { DashboardEditor } from './DashboardEditor';
import { draftOf, emptyDraft } from './draft';
import '../dashboards/dashboards.css';
import './editor.css';

const api = getRouteApi('/t/$tenant/dashboards/$dashboard');
/** A dashboard that is edited. Who may only look is led to the reading page. */
export function EditorPage() {
  const { tenant, dashboard: id } = api.useParams();
  return id === newDashboard ? <NewEditor key={tenant} tenant={tenant} /> : <StoredEditor key={`${tenant}/${id}`} tenant={tenant} id={id} />;
}

/** One that is made here; the address holds what it is called at first. */
function NewEditor({ tenant }: { tenant: string }) {
  const mayWrite = useMay('write');
  const isPerson = Boolean(useMe().data?.user);
  const search = api.useSearch();
  const [start] = useState(() => emptyDraft(tenant, search, mayWrite ? 'tenant' : 'private'));
  if (!mayWrite && !isPerson) return <Navigate to="/t/$tenant/dashboards" params={{ tenant }} search={{}} replace />;
  return <DashboardEditor tenant={tenant} id={newDashboard} start={start} etag={null} version={0} />;
}

function StoredEditor({ tenant, id }: { tenant: string; id: string }) {
  const stored = useItem<Dashboard>(tenant, 'dashboards', id);
  // What was opened is what a save is measured against, whatever is asked again meanwhile.
  const [opened, setOpened] = useState<{ dashboard: Dashboard; etag: string | null }>();
  if (!opened && stored.data && !stored.isFetching) setOpened({ dashboard: stored.data.data, etag: stored.data.etag });
  if (stored.error instanceof ApiError && stored.error.status === 404) return <Missing />;
  if (opened && !opened.dashboard.mayEdit) return <Navigate to="/t/$tenant/dashboards/$dashboard" params={{ tenant, dashboard: id }} search={(old) => ({ ...old, edit: undefined })} replace />;
  if (opened) return <DashboardEditor tenant={tenant} id={id} start={draftOf(opened.dashboard)} etag={opened.etag} version={opened.dashboard.version ?? 0} />;
  return (
    <>
      <PageHead title="Dashboard" />
      {stored.isError ? <LoadFailed what="The dashboard" error={stored.error} onRetry={() => void stored.refetch()} /> : <div className="card dashboard-waiting"><Waiting lines={3} height={120} /></div>}
    </>
  );
}
