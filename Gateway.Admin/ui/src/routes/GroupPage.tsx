import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useMay } from '../app/access';
import type { GatewayKey, Named } from '../app/contract';
import { cut } from '../app/format';
import { ListFoot, LoadFailed } from '../app/listParts';
import { PageHead } from '../app/PageHead';
import { useItem, useList } from '../app/queries';
import { usual } from '../app/time';
import { Traffic } from '../widgets/Traffic';
import { Waiting } from '../widgets/Waiting';
import { RoutesOf } from './RoutesOf';
import { apiTraffic } from './traffic';
import './routes.css';

const api = getRouteApi('/t/$tenant/groups/$id');

/** One group: the routes that carry it, the keys that are allowed it, and their traffic. */
export function GroupPage() {
  const { tenant, id } = api.useParams();
  const search = api.useSearch();
  const navigate = useNavigate();
  const mayKeys = useMay('read');
  const item = useItem<Named>(tenant, 'groups', id);
  const group = item.data?.data;
  return (
    <div className="form-page">
      <PageHead title={group?.name ?? id} trail={<Link to="/t/$tenant/teams" params={{ tenant }} search={{ kind: 'groups' }}>Groups</Link>} />
      {item.isError ? <LoadFailed what={`Group ${id}`} error={item.error} onRetry={() => void item.refetch()} />
        : !group ? <Waiting lines={2} height={160} />
        : (
          <>
            <Traffic tenant={group.tenant} widgets={apiTraffic} filters={[{ dimension: 'group', op: 'is', values: [id] }]} range={{ ...usual, ...search }} onRange={(range) => void navigate({ to: '/t/$tenant/groups/$id', params: { tenant, id }, search: range, replace: true, resetScroll: false })} />
            <RoutesOf tenant={group.tenant} filters={{ group: id }} sentence="A route says itself which groups it carries: choose them in the route's form, under Ownership." />
            {mayKeys && <KeysOf group={group} />}
          </>
        )}
    </div>
  );
}

function KeysOf({ group }: { group: Named }) {
  const list = useList<GatewayKey>(group.tenant, 'keys', { group: group.id });
  const keys = list.items;
  return (
    <section className="card section-card" aria-labelledby="keys-of">
      <header><div><h2 id="keys-of">Keys</h2></div><p>Keys that are allowed this group by name. Keys that may call every route are not listed.</p></header>
      <div className="section-body">
        {list.isError && !keys ? <LoadFailed what="The keys" error={list.error} onRetry={() => void list.refetch()} />
          : !keys ? <Waiting height={36} />
          : !keys.length ? <p className="soft">No key is allowed this group.</p>
          : <ul className="link-list">{keys.map((key) => <li key={key.id}><Link to="/t/$tenant/keys/$id" params={{ tenant: key.tenant, id: key.id }}><bdi>{cut(key.name, 80)}</bdi></Link> <span className="soft"><bdi>{cut(key.consumer ?? '', 60)}</bdi></span></li>)}</ul>}
      </div>
      <ListFoot shown={keys?.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
    </section>
  );
}
