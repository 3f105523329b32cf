import { Button, Switch } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { onlyLook, useLedTeams, useMay } from '../app/access';
import type { GatewayRoute } from '../app/contract';
import { Confirm, type Confirmation } from '../app/Confirm';
import { LoadFailed, RowAction, RowMenu } from '../app/listParts';
import { refused, told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import { useChange, useItem } from '../app/queries';
import { type RouteSearch, type RouteTab, routeTabs } from '../app/search';
import { currentOf, type Late, StaleDialog } from '../app/StaleDialog';
import { usual } from '../app/time';
import { Tag } from '../widgets/Tag';
import { Traffic } from '../widgets/Traffic';
import { Waiting } from '../widgets/Waiting';
import { MaintenanceDialog } from './MaintenanceDialog';
import { RouteChanges } from './RouteChanges';
import { RouteEditor } from './RouteEditor';
import { RouteFacts } from './RouteFacts';
import { RouteKeys } from './RouteKeys';
import { routeTraffic } from './traffic';
import { TryIt } from './TryIt';
import './routes.css';

const api = getRouteApi('/t/$tenant/routes/$id');
const tabWords: Record<RouteTab, string> = { definition: 'Definition', traffic: 'Traffic', keys: 'Keys', changes: 'Changes', json: 'JSON and YAML' };

/** One route: what it is, what it carries, who may call it, who changed it. */
export function RoutePage() {
  const { tenant, id } = api.useParams();
  const search = api.useSearch();
  const navigate = useNavigate();
  const item = useItem<GatewayRoute>(tenant, 'routes', id);
  const change = useChange<GatewayRoute>();
  const may = useMay();
  const led = useLedTeams();
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const [late, setLate] = useState<Late | null>(null);
  const [unsaved, setUnsaved] = useState<object | null>(null);
  const [resting, setResting] = useState(false);
  const route = item.data?.data;
  const mayEdit = route ? may('writeTeam', route.team, route.tenant) : false;
  const path = `/routes/${encodeURIComponent(id)}`;
  const owner = route?.tenant ?? tenant;
  const tabs = routeTabs.filter((one) => (one !== 'changes' || may('manage', null, owner)) && (one !== 'keys' || may('read', null, owner)));
  const tab = tabs.find((one) => one === search.tab) ?? 'definition';
  const go = (next: RouteSearch) => void navigate({ to: '/t/$tenant/routes/$id', params: { tenant, id }, search: { ...search, ...next }, replace: true, resetScroll: false });

  const patch = async (body: object, words: string) => {
    try {
      await change.mutateAsync({ method: 'PATCH', path, tenant: owner, body, fresh: true });
      await item.refetch();
      told(`Route ${id} ${words}.`);
    } catch (error) { refused(`Route ${id} was not changed`, error); }
  };

  return (
    <div className="form-page">
      <PageHead title={id} trail={<Link to="/t/$tenant/routes" params={{ tenant }}>Routes</Link>} tag={route?.maintenance ? <Tag tone="warn">Maintenance</Tag> : undefined}>
        {route && !mayEdit && !route.enabled && <Tag>Disabled</Tag>}
        {route && mayEdit && <Switch checked={route.enabled} label={route.enabled ? 'Enabled' : 'Disabled'} disabled={change.isPending} onChange={(event) => void patch({ enabled: event.currentTarget.checked }, event.currentTarget.checked ? 'is enabled' : 'is disabled')} />}
        {route && mayEdit && <Button component={Link} variant="default" to={`/t/${encodeURIComponent(owner)}/routes/new?clone=${encodeURIComponent(id)}`}>Clone</Button>}
        {route && mayEdit && <RowMenu label={`More for ${id}`}>
          <RowAction onClick={() => (route.maintenance ? void patch({ maintenance: null }, 'takes requests again') : setResting(true))}>{route.maintenance ? 'End maintenance' : 'Maintenance'}</RowAction>
          <RowAction danger onClick={() => setAsk({
            title: `Delete route ${id}?`, verb: `Delete ${id}`, body: 'Requests it took are refused with 404 from then on, unless another route matches. Figures recorded so far stay.',
            run: async () => { await change.mutateAsync({ method: 'DELETE', path, tenant: owner, fresh: true }); told(`Route ${id} is deleted.`); await navigate({ to: '/t/$tenant/routes', params: { tenant } }); },
          })}>Delete</RowAction>
        </RowMenu>}
      </PageHead>
      {item.isError ? <LoadFailed what={`Route ${id}`} error={item.error} onRetry={() => void item.refetch()} />
        : !route ? <Waiting lines={3} height={180} />
        : (
          <>
            <RouteFacts route={route} seesClusters={may('parts', null, owner)} />
            <nav className="page-tabs" aria-label="Parts of the route">{tabs.map((one) => <Link key={one} to="/t/$tenant/routes/$id" params={{ tenant, id }} search={one === 'definition' ? {} : { tab: one }} replace className={one === tab ? 'chosen' : undefined} aria-current={one === tab ? 'page' : undefined}>{tabWords[one]}</Link>)}</nav>
            {(tab === 'definition' || tab === 'json') && (
              <div className={may('parts', null, owner) ? 'route-split' : undefined}>
                <RouteEditor key={item.dataUpdatedAt} json={tab === 'json'} fixed={mayEdit ? undefined : onlyLook} tenant={owner} teams={may('write', null, owner) ? undefined : led} route={route} busy={change.isPending} onUnsaved={setUnsaved} onSave={async (document) => {
                  try { await change.mutateAsync({ method: 'PUT', path, tenant: owner, body: document, etag: item.data?.etag }); } catch (error) {
                    const current = currentOf(error);
                    if (!current) throw error;
                    return setLate({ name: id, base: route, mine: document, ...current });
                  }
                  told(`Route ${id} is published.`);
                  await item.refetch();
                }} />
                {may('parts', null, owner) && <aside><TryIt tenant={owner} route={route} unsaved={unsaved} /></aside>}
              </div>
            )}
            {tab === 'traffic' && <Traffic tenant={owner} widgets={routeTraffic} filters={[{ dimension: 'route', op: 'is', values: [id] }]} range={{ ...usual, ...search }} onRange={go} />}
            {tab === 'keys' && <RouteKeys route={route} />}
            {tab === 'changes' && <RouteChanges route={route} />}
          </>
        )}
      {resting && <MaintenanceDialog id={id} busy={change.isPending} onClose={() => setResting(false)} onRest={async (maintenance) => { await patch({ maintenance }, 'rests'); setResting(false); }} />}
      {late && <StaleDialog late={late} onClose={() => setLate(null)} onSave={async (document, etag) => {
        await change.mutateAsync({ method: 'PUT', path, tenant: owner, body: document, etag });
        setLate(null);
        told(`Route ${id} is published.`);
        await item.refetch();
      }} />}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </div>
  );
}
