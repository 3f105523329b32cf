import { Button } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import { allTenants, platformTenant, useMay } from '../app/access';
import type { Tenant } from '../app/contract';
import { cut } from '../app/format';
import { LoadFailed } from '../app/listParts';
import { PageHead } from '../app/PageHead';
import type { Person } from '../app/people';
import { PeopleTable } from '../app/PeopleTable';
import { useItem, useItems, useList } from '../app/queries';
import { dashboardSearch } from '../app/search';
import { useTenant } from '../app/Shell';
import { Waiting } from '../widgets/Waiting';
import './tenants.css';

/** One tenant: who may see it, its teams, and the ways into it. */
export function TenantPage() {
  const tenant = useTenant();
  const { id = '' } = useParams({ strict: false });
  const item = useItem<Tenant>(allTenants, 'tenants', id);
  const found = item.data?.data;
  return (
    <div className="form-page">
      <PageHead title={found?.name ?? id} trail={<Link to="/t/$tenant/tenants" params={{ tenant }}>Tenants</Link>}>
        {found && <Button variant="default" component={Link} to={`/t/${encodeURIComponent(id)}/routes`}>Routes</Button>}
        {found && <Link className="button-link" to="/t/$tenant/dashboards/$dashboard" params={{ tenant: id, dashboard: 'overview' }} search={dashboardSearch({})}>Traffic</Link>}
      </PageHead>
      {item.isError ? <LoadFailed what={`Tenant ${id}`} error={item.error} onRetry={() => void item.refetch()} />
        : !found ? <Waiting lines={2} height={160} />
        : <>{id !== platformTenant && <People id={id} />}{id !== platformTenant && <Teams id={id} />}{id === platformTenant && <p className="form-note">The platform owns what matched no route, and the people and tokens that work in several tenants.</p>}</>}
    </div>
  );
}

function People({ id }: { id: string }) {
  const mayManage = useMay()('manage', null, id);
  const people = useItems<Person>(allTenants, `/tenants/${encodeURIComponent(id)}/people`, mayManage);
  if (!mayManage) return null;
  return (
    <section className="card list-card section-card" aria-labelledby="tenant-people">
      <header><div><h2 id="tenant-people">People</h2></div><Button variant="default" component={Link} to={`/t/${encodeURIComponent(id)}/users`}>Manage users</Button><p>Who has a role in this tenant. Platform admins and observers see it too.</p></header>
      {people.isError && !people.items ? <LoadFailed what="The people" error={people.error} onRetry={() => void people.refetch()} />
        : !people.items ? <div className="section-body"><Waiting lines={2} height={44} /></div>
        : !people.items.length ? <p className="section-body soft">Nobody has a role here yet.</p>
        : <PeopleTable people={people.items} within={id} label="People" />}
    </section>
  );
}

function Teams({ id }: { id: string }) {
  const teams = useList<{ id: string; name: string }>(id, 'teams');
  return (
    <section className="card section-card" aria-labelledby="tenant-teams">
      <header><div><h2 id="tenant-teams">Teams</h2></div><Button variant="default" component={Link} to={`/t/${encodeURIComponent(id)}/teams`}>All teams and groups</Button></header>
      <div className="section-body">
        {teams.isError && !teams.items ? <LoadFailed what="The teams" error={teams.error} onRetry={() => void teams.refetch()} />
          : !teams.items ? <Waiting height={36} />
          : !teams.items.length ? <p className="soft">No team yet.</p>
          : <ul className="link-list">{teams.items.map((team) => <li key={team.id}><Link to="/t/$tenant/teams/$id" params={{ tenant: id, id: team.id }}><bdi>{cut(team.name, 80)}</bdi></Link></li>)}</ul>}
      </div>
    </section>
  );
}
