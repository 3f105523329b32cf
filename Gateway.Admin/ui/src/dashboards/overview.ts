import type { Widget } from '../widgets/contract';
import type { Dashboard } from './document';

type Kpi = { id: string; title: string; measure: string };
const kpis: Kpi[] = [
  { id: 'requests', title: 'Requests', measure: 'requests' },
  { id: 'error-rate', title: 'Error rate', measure: 'errorRate' },
  { id: 'p95', title: 'p95 duration', measure: 'p95' },
  { id: 'client-error-rate', title: 'Client error rate', measure: 'clientErrorRate' },
  { id: 'refusals', title: 'Refusals', measure: 'refusals' },
  { id: 'bytes-out', title: 'Bytes out', measure: 'bytesOut' },
];

/** The first page: how much, how well, how fast; then by whom and for what. */
export const overview: Dashboard = {
  id: 'overview', tenant: '', title: 'Global overview', description: null, folder: null, tags: [], access: 'tenant', team: null,
  defaults: { range: { from: 'now-24h', to: 'now' }, zone: null, filters: [], refreshSeconds: 30, compare: 'previous' },
  widgets: [
    ...kpis.map(({ id, title, measure }, index): Widget => ({ id, type: 'number', title, x: index * 2, y: 0, w: 2, h: 2, query: { measures: [measure], split: null }, options: { spark: true } })),
    { id: 'rate', type: 'line', title: 'Requests per second', x: 0, y: 2, w: 6, h: 4, query: { measures: ['requestsPerSecond'], split: 'time' }, options: { ground: true } },
    { id: 'durations', type: 'line', title: 'Duration percentiles', x: 6, y: 2, w: 6, h: 4, query: { measures: ['p50', 'p75', 'p95', 'p99'], split: 'time' }, options: { colours: 'percentiles' } },
    { id: 'statuses', type: 'area', title: 'Status classes', x: 0, y: 6, w: 6, h: 4, query: { measures: ['requestsPerSecond'], split: ['time', 'statusClass'] }, options: { stacked: true, colours: 'status', note: 'requests/s' } },
    { id: 'errors', type: 'line', title: 'Error rate', x: 6, y: 6, w: 6, h: 4, query: { measures: ['errorRate'], split: 'time' }, options: { colours: 'error', ground: true, note: '5xx and failed requests' } },
    { id: 'routes', type: 'table', title: 'Top routes', x: 0, y: 10, w: 8, h: 6, query: { measures: ['requests', 'errorRate', 'p95'], split: 'route', limit: 9 }, options: { note: 'by requests', spark: true, more: 'routes' } },
    { id: 'keys', type: 'bar', title: 'Top keys', x: 8, y: 10, w: 4, h: 6, query: { measures: ['requests'], split: 'key', limit: 7 }, options: { note: 'requests', more: 'keys' } },
    {
      id: 'countries', type: 'bar', title: 'Countries', x: 0, y: 16, w: 6, h: 5, query: { measures: ['requests'], split: 'country', limit: 6 },
      options: { note: 'share of requests', share: true, unknownHint: 'No country is known, because no country file is configured. Set Gateway:Geo:Country to the path of a country database in MaxMind format; requests from then on are placed.' },
    },
    { id: 'browsers', type: 'bar', title: 'Browsers', x: 6, y: 16, w: 6, h: 5, query: { measures: ['requests'], split: 'browser', limit: 6 }, options: { note: 'share of requests', share: true } },
  ],
};
