import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { allTenants, useMay } from '../app/access';
import { cut } from '../app/format';
import { NamedList } from '../app/NamedList';

const api = getRouteApi('/t/$tenant/apis');

export function ApisPage() {
  const { tenant } = api.useParams();
  const { search = '' } = api.useSearch();
  const navigate = useNavigate();
  const mayEdit = useMay('write');
  return (
    <NamedList title="APIs" one="API" collection="apis" tenant={tenant} search={search} mayEdit={mayEdit && tenant !== allTenants} showTenant={tenant === allTenants}
      about="An API gathers routes that belong together: figures are summed up for it, and a key may be allowed all of it at once."
      deletion="This is refused as long as a route belongs to it."
      nameOf={({ id, name, tenant: owner = tenant }) => <Link className="row-name" to="/t/$tenant/apis/$id" params={{ tenant: owner, id }}><bdi>{cut(name, 120)}</bdi></Link>}
      onSearch={(words) => void navigate({ to: '/t/$tenant/apis', params: { tenant }, search: words ? { search: words } : {}, replace: true })} />
  );
}
