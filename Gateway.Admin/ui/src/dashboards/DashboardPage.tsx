import { getRouteApi } from '@tanstack/react-router';
import { ApiError } from '../app/client';
import { LoadFailed } from '../app/listParts';
import { Missing } from '../app/Messages';
import { PageHead } from '../app/PageHead';
import { useItem } from '../app/queries';
import { Waiting } from '../widgets/Waiting';
import { DashboardReader } from './DashboardReader';
import './dashboards.css';
import type { Dashboard } from './document';

const api = getRouteApi('/t/$tenant/dashboards/$dashboard');

/** One dashboard of a tenant: what is stored, read through the address. */
export function DashboardPage() {
  const { tenant, dashboard: id } = api.useParams();
  const stored = useItem<Dashboard>(tenant, 'dashboards', id);
  if (stored.error instanceof ApiError && stored.error.status === 404) return <Missing />;
  if (stored.data) return <DashboardReader key={`${tenant}/${id}`} dashboard={stored.data.data} etag={stored.data.etag} onChanged={() => void stored.refetch()} />;
  return (
    <>
      <PageHead title="Dashboard" />
      {stored.isError ? <LoadFailed what="The dashboard" error={stored.error} onRetry={() => void stored.refetch()} /> : <div className="card dashboard-waiting"><Waiting lines={3} height={120} /></div>}
    </>
  );
}
