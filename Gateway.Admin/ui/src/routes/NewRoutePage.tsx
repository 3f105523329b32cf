import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { allTenants, useLedTeams, useMay } from '../app/access';
import type { GatewayRoute } from '../app/contract';
import { LoadFailed } from '../app/listParts';
import { Message } from '../app/Messages';
import { told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange, useItem } from '../app/queries';
import { Waiting } from '../widgets/Waiting';
import { RouteEditor } from './RouteEditor';
import { TryIt } from './TryIt';
import './routes.css';

const api = getRouteApi('/t/$tenant/routes/new');

/** A route from nothing, or like another one. */
export function NewRoutePage() {
  const { tenant } = api.useParams();
  const { clone } = api.useSearch();
  const navigate = useNavigate();
  const change = useChange<GatewayRoute>();
  const model = useItem<GatewayRoute>(tenant, 'routes', clone);
  const mayAll = useMay('write');
  const led = useLedTeams();
  const [unsaved, setUnsaved] = useState<object | null>(null);
  if (!mayAll && !led.length) return <Message title="You may not create routes here">That takes the role editor or admin of this tenant, or admin of a team.</Message>;
  if (tenant === allTenants) return <Message title="Choose a tenant first">A route belongs to one tenant. Choose it at the top of the navigation.</Message>;
  return (
    <div className="form-page">
      <PageHead title={clone ? `New route like ${clone}` : 'New route'} trail={<Link to="/t/$tenant/routes" params={{ tenant }}>Routes</Link>} />
      {clone && model.isError ? <LoadFailed what={`Route ${clone}`} error={model.error} onRetry={() => void model.refetch()} />
        : clone && !model.data ? <Waiting lines={3} height={180} />
        : <div className="route-split"><RouteEditor onUnsaved={setUnsaved} tenant={tenant} teams={mayAll ? undefined : led} like={model.data?.data} busy={change.isPending} json={false} onSave={async (document) => {
            const { data } = await change.mutateAsync({ method: 'POST', path: '/routes', tenant, body: { enabled: true, ...document, tenant } });
            told(data.enabled ? `Route ${data.id} is live.` : `Route ${data.id} is created, and disabled.`);
            await navigate({ to: '/t/$tenant/routes/$id', params: { tenant, id: data.id } });
          }} /><aside><TryIt tenant={tenant} route={(unsaved as GatewayRoute | null) ?? undefined} unsaved={unsaved} /></aside></div>}
    </div>
  );
}
