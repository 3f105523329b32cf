import { Link, useParams } from '@tanstack/react-router';
import type { GatewayRoute, Named } from '../app/contract';
import { cut } from '../app/format';
import { LoadFailed } from '../app/listParts';
import { PageHead } from '../app/PageHead';
import { useItem, useList } from '../app/queries';
import { dashboardSearch } from '../app/search';
import { useTenant } from '../app/Shell';
import { Waiting } from '../widgets/Waiting';
import { TeamPeople } from './TeamPeople';

/** One team: its people, its routes, and the way to its traffic. */
export function TeamPage() {
  const tenant = useTenant();
  const { id = '' } = useParams({ strict: false });
  const item = useItem<Named>(tenant, 'teams', id);
  const team = item.data?.data;
  return (
    <div className="form-page">
      <PageHead title={team?.name ?? id} trail={<Link to="/t/$tenant/teams" params={{ tenant }}>Teams and groups</Link>}>
        {team && <Link className="button-link" to="/t/$tenant/dashboards/$dashboard" params={{ tenant: team.tenant, dashboard: 'overview' }}
          search={dashboardSearch({ filters: [{ dimension: 'team', op: 'is', values: [id], labels: [team.name] }] })}>Traffic of this team</Link>}
      </PageHead>
      {item.isError ? <LoadFailed what={`Team ${id}`} error={item.error} onRetry={() => void item.refetch()} />
        : !team ? <Waiting lines={2} height={160} />
        : <><TeamPeople team={team} /><TeamRoutes team={team} /></>}
    </div>
  );
}

function TeamRoutes({ team }: { team: Named }) {
  const routes = useList<GatewayRoute>(team.tenant, 'routes');
  const own = routes.items?.filter((route) => route.team === team.id);
  return (
    <section className="card section-card" aria-labelledby="team-routes">
      <header><div><h2 id="team-routes">Routes</h2></div><p>A route says itself whose it is: choose the team in its form, under Ownership.</p></header>
      <div className="section-body">
        {routes.isError && !own ? <LoadFailed what="The routes" error={routes.error} onRetry={() => void routes.refetch()} />
          : !own ? <Waiting height={36} />
          : !own.length ? <p className="soft">No route belongs to this team yet.</p>
          : (
            <ul className="link-list">{own.map((route) => (
              <li key={route.id}><Link to="/t/$tenant/routes/$id" params={{ tenant: route.tenant, id: route.id }}><bdi>{cut(route.id, 80)}</bdi></Link> <span className="mono soft"><bdi>{cut(route.match.path ?? '', 80)}</bdi></span></li>
            ))}</ul>
          )}
        {routes.hasNextPage && <p className="help">Only the first routes of the tenant were looked through. <button type="button" className="text-button" onClick={() => void routes.fetchNextPage()}>Look on</button></p>}
      </div>
    </section>
  );
}
