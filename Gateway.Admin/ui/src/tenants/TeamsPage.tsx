import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { allTenants, useMay } from '../app/access';
import { cut } from '../app/format';
import { NamedList } from '../app/NamedList';
import type { TeamsSearch } from '../app/search';

const api = getRouteApi('/t/$tenant/teams');
const kinds = {
  teams: { label: 'Teams', one: 'team', about: 'A team owns routes: figures are told apart by it, and people get rights for the routes of their team.', deletion: 'This is refused as long as a route, an API or a key belongs to it.' },
  groups: { label: 'Groups', one: 'group', about: 'A group is a label on routes: a key may be allowed a whole group, whatever API its routes belong to.', deletion: 'This is refused as long as a route carries it or a key is allowed it.' },
};

/** Two short lists on one page; the address says which. */
export function TeamsPage() {
  const { tenant } = api.useParams();
  const { kind = 'teams', search = '' } = api.useSearch();
  const navigate = useNavigate();
  const mayEdit = useMay('write');
  const { one, label, about, deletion } = kinds[kind];
  const tabs = (
    <nav className="tabs" aria-label="Kind">
      {(Object.keys(kinds) as (keyof typeof kinds)[]).map((each) => <Link key={each} to="/t/$tenant/teams" params={{ tenant }} search={each === 'teams' ? {} : { kind: each }} className={each === kind ? 'chosen' : undefined} aria-current={each === kind ? 'page' : undefined}>{kinds[each].label}</Link>)}
    </nav>
  );
  return (
    <NamedList key={kind} title="Teams and groups" many={label.toLowerCase()} one={one} collection={kind} tenant={tenant} search={search} mayEdit={mayEdit && tenant !== allTenants} showTenant={tenant === allTenants}
      nameOf={({ id, name, tenant: owner = tenant }) => <Link className="row-name" to={kind === 'teams' ? '/t/$tenant/teams/$id' : '/t/$tenant/groups/$id'} params={{ tenant: owner, id }}><bdi>{cut(name, 120)}</bdi></Link>}
      tabs={tabs} about={about} deletion={deletion}
      onSearch={(words) => void navigate({ to: '/t/$tenant/teams', params: { tenant }, search: { ...(kind === 'teams' ? {} : { kind }), ...(words ? { search: words } : {}) } as TeamsSearch, replace: true })} />
  );
}
