import { belongsTo } from '../app/analytics';
import type { Answer, GatewayRoute } from '../app/contract';

/** A route with its figures; sorted here, because figures and documents come from different calls. */
export interface RouteRow { route: GatewayRoute; rate: number | null; errorRate: number | null; p95: number | null; course: (number | null)[] | undefined }
export const sorts = ['route', 'requestsPerSecond', 'errorRate', 'p95'] as const;
export type Sort = (typeof sorts)[number];

export function routeRows(routes: GatewayRoute[], figures?: Answer, courses?: Answer): RouteRow[] {
  return routes.map((route) => {
    const values = figures?.rows?.find((row) => row.key === route.id && belongsTo(row, route.tenant))?.values;
    const course = courses?.series?.find((series) => series.name === route.id && belongsTo(series, route.tenant))?.values;
    return { route, rate: values?.requestsPerSecond ?? null, errorRate: values?.errorRate ?? null, p95: values?.p95 ?? null, course };
  });
}

/** Nothing recorded comes last, whichever way the column runs. */
export function sortedRows(rows: RouteRow[], sort: Sort, descending: boolean): RouteRow[] {
  const figure = (row: RouteRow) => (sort === 'requestsPerSecond' ? row.rate : sort === 'errorRate' ? row.errorRate : row.p95);
  return [...rows].sort((a, b) => {
    if (sort !== 'route') {
      const [left, right] = [figure(a), figure(b)];
      if (left === null || right === null) { if (left !== right) return left === null ? 1 : -1; }
      else if (left !== right) return descending ? right - left : left - right;
    }
    return a.route.id.localeCompare(b.route.id) * (sort === 'route' && descending ? -1 : 1);
  });
}

/** What a request must bring: nothing, a key, a token or both. */
export function accessWords({ access }: GatewayRoute): string | null {
  const key = access?.apiKey ?? 'none';
  if (!access?.jwt) return key === 'none' ? null : key === 'required' ? 'Key required' : 'Key optional';
  return key === 'none' ? 'Token required' : key === 'required' ? 'Key and token' : 'Token, key optional';
}

/** `GET api.example.com/orders/{**rest}`: what the route takes, in one line. */
export function matchLine({ match }: GatewayRoute): string {
  const hosts = match.hosts ?? [];
  const where = `${hosts[0] ?? ''}${hosts.length > 1 ? ` +${hosts.length - 1}` : ''}${match.path ?? (hosts.length ? '' : 'every path')}`;
  return [match.methods?.join(' '), where].filter(Boolean).join(' ');
}
