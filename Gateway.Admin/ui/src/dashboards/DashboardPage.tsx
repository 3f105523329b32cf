import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ApiError } from '../app/client';
import { forgetDashboard } from '../app/lastDashboard';
import { LoadFailed } from '../app/listParts';
import { Message } from '../app/Messages';
import { PageHead } from '../app/PageHead';
import { fresh, itemOptions } from '../app/queries';
import { Waiting } from '../widgets/Waiting';
import { DashboardReader } from './DashboardReader';
import './dashboards.css';
import type { Dashboard } from './document';

const api = getRouteApi('/t/$tenant/dashboards/$dashboard');

/** One dashboard of a tenant: what is stored, read through the address. */
export function DashboardPage() {
  const { tenant, dashboard: id } = api.useParams();
  const stored = useQuery({ ...itemOptions<Dashboard>(tenant, 'dashboards', id), staleTime: fresh, refetchOnWindowFocus: false });
  if (stored.error instanceof ApiError && stored.error.status === 404) return <Gone tenant={tenant} />;
  if (stored.data) return <DashboardReader key={`${tenant}/${id}`} dashboard={stored.data.data} etag={stored.data.etag} onChanged={() => void stored.refetch()} />;
  return (
    <>
      <PageHead title="Dashboard" />
      {stored.isError ? <LoadFailed what="The dashboard" error={stored.error} onRetry={() => void stored.refetch()} /> : <div className="card dashboard-waiting"><Waiting lines={3} height={120} /></div>}
    </>
  );
}

/** It was removed, or others keep it to themselves. */
function Gone({ tenant }: { tenant: string }) {
  useEffect(() => forgetDashboard(tenant), [tenant]);
  return <Message title="There is no such dashboard" action={<Link className="button-link" to="/t/$tenant/dashboards" params={{ tenant }}>All dashboards</Link>}>It was removed, or it is not for you. All that you may see are in the list.</Message>;
}
