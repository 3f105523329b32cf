/** How a measure is written: its words, its unit and whether more of it is good. The server knows what it means. */
export type Unit = 'count' | 'rate' | 'ratio' | 'ms' | 'bytes';
/** `estimated`: sums over longer spans keep it within a bound only. */
export interface Measure { label: string; unit: Unit; good?: 'up' | 'down'; estimated?: boolean }

const measures: Record<string, Measure> = {
  requests: { label: 'Requests', unit: 'count' },
  requestsPerSecond: { label: 'Requests per second', unit: 'rate' },
  errors: { label: 'Errors', unit: 'count', good: 'down' },
  errorRate: { label: 'Error rate', unit: 'ratio', good: 'down' },
  clientErrors: { label: 'Client errors', unit: 'count' },
  clientErrorRate: { label: 'Client error rate', unit: 'ratio' },
  refusals: { label: 'Refusals', unit: 'count' },
  refusalRate: { label: 'Refusal rate', unit: 'ratio' },
  durationAvg: { label: 'Average duration', unit: 'ms', good: 'down' },
  p50: { label: 'p50', unit: 'ms', good: 'down', estimated: true },
  p75: { label: 'p75', unit: 'ms', good: 'down', estimated: true },
  p90: { label: 'p90', unit: 'ms', good: 'down', estimated: true },
  p95: { label: 'p95', unit: 'ms', good: 'down', estimated: true },
  p99: { label: 'p99', unit: 'ms', good: 'down', estimated: true },
  p999: { label: 'p99.9', unit: 'ms', good: 'down', estimated: true },
  durationMax: { label: 'Longest', unit: 'ms', good: 'down' },
  upstreamAvg: { label: 'Average upstream', unit: 'ms', good: 'down' },
  upstreamP50: { label: 'Upstream p50', unit: 'ms', good: 'down', estimated: true },
  upstreamP95: { label: 'Upstream p95', unit: 'ms', good: 'down', estimated: true },
  upstreamP99: { label: 'Upstream p99', unit: 'ms', good: 'down', estimated: true },
  ownAvg: { label: 'Average own share', unit: 'ms', good: 'down' },
  ownP95: { label: 'Own share p95', unit: 'ms', good: 'down', estimated: true },
  bytesIn: { label: 'Bytes in', unit: 'bytes' },
  bytesOut: { label: 'Bytes out', unit: 'bytes' },
  attempts: { label: 'Upstream attempts', unit: 'count' },
  users: { label: 'Users', unit: 'count', estimated: true },
};

/** A unit as answers and options write it; undefined for none that is known. */
export const unitOf = (said: string | null | undefined): Unit | undefined =>
  said === 'requests/s' ? 'rate' : said === 'count' || said === 'ratio' || said === 'ms' || said === 'bytes' ? said : undefined;

/** Whether these pages have words of their own for a measure. */
export const knowsMeasure = (name: string) => name in measures;
export const measureOf = (name: string | undefined): Measure => measures[name ?? ''] ?? { label: name ?? '', unit: 'count' };

const dimensions: Record<string, string> = {
  route: 'Route', api: 'API', key: 'Key', consumer: 'Consumer', method: 'Method', status: 'Status', statusClass: 'Status class',
  host: 'Host', endpoint: 'Endpoint', country: 'Country', browser: 'Browser', os: 'Operating system', device: 'Device',
  trafficClass: 'Traffic class', cluster: 'Cluster', destination: 'Destination', failedBy: 'Failed by', reason: 'Reason',
  team: 'Team', group: 'Group', tenant: 'Tenant', node: 'Node', user: 'User', path: 'Path', protocol: 'Protocol', configVersion: 'Configuration version', latencyBand: 'Latency',
};
export const dimensionLabel = (name: string, said = name) => dimensions[name] ?? said;

/** What stands for requests that have no value of a dimension. */
export const nothingOf = (dimension: string) => (dimension === 'latencyBand' ? 'No latency' : ['key', 'consumer', 'team', 'group', 'user'].includes(dimension) ? `No ${dimension}` : 'Unknown');

const countries = new Intl.DisplayNames(undefined, { type: 'region', fallback: 'code' });
/** What a value is called: by the server, and a country in the reader's language. */
export const valueLabel = (dimension: string, key: string, label: string) =>
  dimension === 'country' && /^[A-Z]{2}$/.test(key) ? (countries.of(key) ?? label) : label || key;

/** Dimensions read from what a client says of itself: what could not be read is a value of theirs, and says as little as none. */
const read = ['browser', 'os', 'device', 'country', 'trafficClass'];
export const isNothing = (dimension: string, key: string | null) => !key || (read.includes(dimension) && key === 'unknown');
