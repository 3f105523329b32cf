import type { Widget } from '../widgets/contract';
import { usualTraffic } from '../widgets/Traffic';

const ranked = (id: string, title: string, split: string, x: number, y: number, measure = 'requests'): Widget =>
  ({ id, type: 'bar', title, x, y, w: 4, h: 5, query: { measures: [measure], split, limit: 8 }, options: { note: measure === 'requests' ? 'requests' : 'errors' } });
const table = (id: string, title: string, split: string, x: number, y: number, w: number): Widget =>
  ({ id, type: 'table', title, x, y, w, h: 6, query: { measures: ['requests', 'errorRate', 'p95'], split, limit: 8 }, options: { note: 'by requests', bars: true } });
const percentiles = (y: number): Widget => ({ id: 'percentiles', type: 'line', title: 'Durations', x: 0, y, w: 6, h: 6, query: { measures: ['p50', 'p95', 'p99'], split: 'time' }, options: { colours: 'percentiles' } });

export const routeTraffic: Widget[] = [
  ...usualTraffic, percentiles(7), table('keys', 'Keys', 'key', 6, 7, 6), ranked('endpoints', 'Top endpoints', 'endpoint', 0, 13), ranked('statuses', 'Status codes', 'status', 4, 13), ranked('destinations', 'Destinations', 'destination', 8, 13),
];
export const apiTraffic: Widget[] = [...usualTraffic, percentiles(7), table('consumers', 'Consumers', 'consumer', 6, 7, 6)];
