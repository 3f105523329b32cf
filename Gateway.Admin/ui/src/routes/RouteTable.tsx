import { IconArrowDown, IconArrowUp, IconLock } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { GatewayRoute } from '../app/contract';
import { cut, figure, written } from '../app/format';
import { RowAction, RowMenu, Soon } from '../app/listParts';
import { type Exactness, exactTitle, isNear, nearSign } from '../app/nearly';
import { Spark } from '../widgets/Spark';
import { ErrorRate, Tag } from '../widgets/Tag';
import { accessWords, matchLine, type RouteRow, type Sort } from './routeRows';

export interface RouteListProps {
  rows: RouteRow[]; waiting: boolean; exactness: Exactness; sort: Sort; descending: boolean; mayEdit(route: GatewayRoute): boolean; showTenant: boolean; apiName(id?: string | null): string;
  onSort(sort: Sort): void; onOpen(route: GatewayRoute): void; onEnable(route: GatewayRoute): void; onOrder(route: GatewayRoute, order: number): void; onDelete(route: GatewayRoute): void;
}

export function RouteTable(props: RouteListProps) {
  const { rows, waiting, exactness, mayEdit, showTenant, apiName, onOpen, onEnable, onOrder, onDelete } = props;
  return (
    <div className="card list-card"><div className="table-scroll">
      <table className="data-table two-line routes-table">
        <thead><tr>
          <SortHead {...props} name="route">Route</SortHead>
          {showTenant && <th>Tenant</th>}
          <th>API</th>
          <SortHead {...props} name="requestsPerSecond" right>Requests/s</SortHead>
          <th><span className="sr-only">Course</span></th>
          <SortHead {...props} name="errorRate" right>Error rate</SortHead>
          <SortHead {...props} name="p95" right>p95</SortHead>
          <th>Cluster</th><th>Access</th><th>State</th><th><span className="sr-only">Actions</span></th>
        </tr></thead>
        <tbody>
          {rows.map(({ route, rate, errorRate, p95, course }) => (
            <tr key={`${route.tenant}/${route.id}`} className={`row-open${route.enabled ? '' : ' row-off'}`} onClick={() => onOpen(route)}>
              <td className="route-cell">
                <Link className="row-name" to="/t/$tenant/routes/$id" params={{ tenant: route.tenant, id: route.id }} onClick={(event) => event.stopPropagation()}><bdi>{cut(route.id, 80)}</bdi></Link>
                <div className="row-second mono" title={cut(matchLine(route), 400)}><bdi>{cut(matchLine(route), 160)}</bdi></div>
              </td>
              {showTenant && <td>{route.tenant}</td>}
              <td className="api-cell"><div className="ellipsis"><bdi>{cut(apiName(route.api), 60) || '–'}</bdi></div><div className="row-second"><bdi>{cut(route.team ?? '', 60)}</bdi></div></td>
              <td className="num figure-strong">{waiting ? <Soon /> : figure(rate, 'rate').text}</td>
              <td><Spark values={course} width={108} height={26} tone="data" ground /></td>
              <td className="num">{waiting ? <Soon /> : <ErrorRate value={errorRate} />}</td>
              <td className="num" title={waiting ? undefined : exactTitle(p95, exactness, 'p95')}>{waiting ? <Soon /> : <Duration value={p95} exactness={exactness} />}</td>
              <td className="soft cluster-cell"><bdi>{cut(route.cluster, 40)}</bdi></td>
              <td className="soft"><Access route={route} /></td>
              <td className="soft">{!route.enabled ? <Tag>Disabled</Tag> : route.maintenance ? <Tag tone="warn">Maintenance</Tag> : 'Enabled'}</td>
              <td className="num"><RowMenu label={`Actions for ${cut(route.id, 60)}`}>
                <RowAction onClick={() => onOpen(route)}>{mayEdit(route) ? 'Edit' : 'Open'}</RowAction>
                {mayEdit(route) && <RowAction onClick={() => onEnable(route)}>{route.enabled ? 'Disable' : 'Enable'}</RowAction>}
                {mayEdit(route) && <RowAction onClick={() => onOrder(route, (route.order ?? 0) - 1)}>Earlier: order {(route.order ?? 0) - 1}</RowAction>}
                {mayEdit(route) && <RowAction onClick={() => onOrder(route, (route.order ?? 0) + 1)}>Later: order {(route.order ?? 0) + 1}</RowAction>}
                {mayEdit(route) && <RowAction danger onClick={() => onDelete(route)}>Delete</RowAction>}
              </RowMenu></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div></div>
  );
}

const Duration = ({ value, exactness }: { value: number | null; exactness: Exactness }) => <>{nearSign(isNear(exactness, 'p95'), value)}{written(value, 'ms')}</>;

function SortHead({ name, sort, descending, onSort, right, children }: RouteListProps & { name: Sort; right?: boolean; children: string }) {
  const on = sort === name;
  const Arrow = descending ? IconArrowDown : IconArrowUp;
  return <th className={right ? 'num' : undefined} aria-sort={on ? (descending ? 'descending' : 'ascending') : undefined}><button type="button" onClick={() => onSort(name)}>{children}{on && <Arrow size={14} stroke={1.75} aria-hidden="true" />}</button></th>;
}

function Access({ route }: { route: GatewayRoute }) {
  const words = accessWords(route);
  return words ? <span className="with-icon"><IconLock size={14} stroke={1.6} aria-hidden="true" />{words}</span> : <>Open</>;
}

/** The phone's rows: name and path, then figures and course. */
export function RouteCards({ rows, waiting, exactness }: RouteListProps) {
  return (
    <ul className="card cards">
      {rows.map(({ route, rate, errorRate, p95, course }) => (
        <li key={`${route.tenant}/${route.id}`}>
          <Link to="/t/$tenant/routes/$id" params={{ tenant: route.tenant, id: route.id }} className={route.enabled ? undefined : 'row-off'}>
            <span className="card-title"><b className="row-name"><bdi>{cut(route.id, 60)}</bdi></b>{!route.enabled ? <Tag>Disabled</Tag> : route.maintenance && <Tag tone="warn">Maintenance</Tag>}</span>
            <span className="row-second mono"><bdi>{cut(matchLine(route), 120)}</bdi></span>
            <span className="card-figures">{waiting ? <Soon /> : <><span>{written(rate, 'rate')}</span><span><ErrorRate value={errorRate} /></span><span><Duration value={p95} exactness={exactness} /></span><Spark values={course} width={80} height={22} tone="data" ground /></>}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
