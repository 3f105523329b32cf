import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { allTenants, platformTenant, useMay } from '../app/access';
import { cut } from '../app/format';
import { NamedList } from '../app/NamedList';

const api = getRouteApi('/t/$tenant/tenants');

export function TenantsPage() {
  const { tenant } = api.useParams();
  const { search = '' } = api.useSearch();
  const navigate = useNavigate();
  const mayEdit = useMay('operate');
  return (
    <NamedList title="Tenants" many="tenants" one="tenant" collection="tenants" tenant={allTenants} search={search} mayEdit={mayEdit} fixed={(id) => id === platformTenant}
      about="A tenant has its own routes, keys and figures; nobody sees another one's."
      deletion="This is refused as long as it has routes, clusters, APIs or keys. Figures recorded so far stay until they expire."
      nameOf={({ id, name }) => <Link className="row-name" to="/t/$tenant/tenants/$id" params={{ tenant, id }}><bdi>{cut(name, 120)}</bdi></Link>}
      onSearch={(words) => void navigate({ to: '/t/$tenant/tenants', params: { tenant }, search: words ? { search: words } : {}, replace: true })} />
  );
}
