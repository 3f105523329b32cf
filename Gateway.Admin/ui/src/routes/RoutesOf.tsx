import { Link } from '@tanstack/react-router';
import type { GatewayRoute } from '../app/contract';
import { cut } from '../app/format';
import { ListFoot, LoadFailed } from '../app/listParts';
import { type ListFilters, useList } from '../app/queries';
import { Tag } from '../widgets/Tag';
import { Waiting } from '../widgets/Waiting';
import { accessWords, matchLine } from './routeRows';

/** The routes that belong to something, in one short table. */
export function RoutesOf({ tenant, filters, sentence }: { tenant: string; filters: ListFilters; sentence: string }) {
  const list = useList<GatewayRoute>(tenant, 'routes', filters);
  const routes = list.items;
  return (
    <section className="card section-card" aria-labelledby="routes-of">
      <header><div><h2 id="routes-of">Routes</h2></div><p>{sentence}</p></header>
      {list.isError && !routes ? <div className="section-body"><LoadFailed what="The routes" error={list.error} onRetry={() => void list.refetch()} /></div>
        : !routes ? <div className="section-body"><Waiting lines={2} height={36} /></div>
        : !routes.length ? <div className="section-body"><p className="soft">No route belongs to it yet.</p></div>
        : (
          <div className="table-scroll" tabIndex={0} role="region" aria-label="Routes"><table className="data-table">
            <thead><tr><th>Route</th><th className="wide-only">Takes</th><th>Access</th><th>State</th></tr></thead>
            <tbody>{routes.map((route) => (
              <tr key={route.id}>
                <td><Link className="row-name" to="/t/$tenant/routes/$id" params={{ tenant: route.tenant, id: route.id }}><bdi>{cut(route.id, 80)}</bdi></Link></td>
                <td className="mono soft wide-only"><bdi>{cut(matchLine(route), 120)}</bdi></td>
                <td className="soft">{accessWords(route) ?? 'Open'}</td>
                <td className="soft">{!route.enabled ? <Tag>Disabled</Tag> : route.maintenance ? <Tag tone="warn">Maintenance</Tag> : 'Enabled'}</td>
              </tr>
            ))}</tbody>
          </table></div>
        )}
      <ListFoot shown={routes?.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
    </section>
  );
}
