import { Link } from '@tanstack/react-router';
import type { AuditEntry, GatewayRoute } from '../app/contract';
import { cut } from '../app/format';
import { ListFoot, LoadFailed } from '../app/listParts';
import { useList } from '../app/queries';
import { ago, moment } from '../app/time';
import { Waiting } from '../widgets/Waiting';

const acts: Record<string, string> = { create: 'created it', update: 'changed it', delete: 'deleted it' };

/** Who changed the route, and in which of its parts. */
export function RouteChanges({ route }: { route: GatewayRoute }) {
  const list = useList<AuditEntry>(route.tenant, 'audit', { collection: 'routes', object: route.id }, 50);
  const entries = list.items;
  return (
    <section className="card section-card" aria-labelledby="route-changes">
      <header><div><h2 id="route-changes">Changes</h2></div><p>The latest first, as the audit has them.</p></header>
      <div className="section-body">
        {list.isError && !entries ? <LoadFailed what="The changes" error={list.error} onRetry={() => void list.refetch()} />
          : !entries ? <Waiting lines={3} height={36} />
          : !entries.length ? <p className="soft">No change is on record.</p>
          : <ul className="route-changes">{entries.map((entry) => (
              <li key={entry.number}>
                <span className="soft" title={ago(entry.time)}>{moment(entry.time)}</span>
                <span><bdi>{cut(entry.actor, 80)}</bdi> {acts[entry.action] ?? entry.action}</span>
                <Link to="/t/$tenant/audit" params={{ tenant: route.tenant }} search={{ search: route.id, collection: 'routes', entry: String(entry.number) }}>{partsOf(entry) || 'Details'}</Link>
              </li>
            ))}</ul>}
      </div>
      <ListFoot shown={entries?.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
    </section>
  );
}

/** The names of the parts that differ. */
function partsOf({ before, after }: AuditEntry): string {
  if (!isObject(before) || !isObject(after)) return '';
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name])).join(', ');
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
