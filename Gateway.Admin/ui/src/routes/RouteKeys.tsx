import { Link } from '@tanstack/react-router';
import type { GatewayKey, GatewayRoute } from '../app/contract';
import { cut } from '../app/format';
import { ListFoot, LoadFailed } from '../app/listParts';
import { useList } from '../app/queries';
import { ago, moment } from '../app/time';
import { Tag } from '../widgets/Tag';
import { Waiting } from '../widgets/Waiting';

/** Why a key may call the route. */
function through(key: GatewayKey, route: GatewayRoute): string {
  if (!key.allow) return 'every route';
  if (key.allow.routes.includes(route.id)) return 'this route';
  if (route.api && key.allow.apis.includes(route.api)) return `API ${route.api}`;
  return `group ${route.groups?.find((group) => key.allow?.groups.includes(group)) ?? ''}`;
}

/** The keys that may call the route, by whatever they are allowed. */
export function RouteKeys({ route }: { route: GatewayRoute }) {
  const list = useList<GatewayKey>(route.tenant, 'keys', { mayCall: route.id });
  const keys = list.items;
  const open = (route.access?.apiKey ?? 'none') === 'none';
  return (
    <section className="card section-card" aria-labelledby="route-keys">
      <header><div><h2 id="route-keys">Keys that may call it</h2></div><p>{open ? 'The route asks for no key: everybody may call it, with or without one.' : 'A key may call it by its id, its API, one of its groups, or because it may call everything.'}</p></header>
      {list.isError && !keys ? <div className="section-body"><LoadFailed what="The keys" error={list.error} onRetry={() => void list.refetch()} /></div>
        : !keys ? <div className="section-body"><Waiting lines={3} height={36} /></div>
        : !keys.length ? <div className="section-body"><p className="soft">No key may call it.</p></div>
        : (
          <div className="table-scroll" tabIndex={0} role="region" aria-label="Keys that may call it"><table className="data-table">
            <thead><tr><th>Key</th><th>Consumer</th><th>By</th><th>Last used</th><th>State</th></tr></thead>
            <tbody>{keys.map((key) => (
              <tr key={key.id}>
                <td><Link className="row-name" to="/t/$tenant/keys/$id" params={{ tenant: key.tenant, id: key.id }}><bdi>{cut(key.name, 80)}</bdi></Link></td>
                <td className="soft"><bdi>{cut(key.consumer ?? '', 60) || '–'}</bdi></td>
                <td className="soft"><bdi>{cut(through(key, route), 60)}</bdi></td>
                <td className="soft" title={key.lastUsedAt ? moment(key.lastUsedAt) : undefined}>{ago(key.lastUsedAt)}</td>
                <td className="soft">{key.state === 'active' ? 'Active' : <Tag>{key.state.charAt(0).toUpperCase() + key.state.slice(1)}</Tag>}</td>
              </tr>
            ))}</tbody>
          </table></div>
        )}
      <ListFoot shown={keys?.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
    </section>
  );
}
