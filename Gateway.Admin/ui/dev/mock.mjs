// A stand-in for the gateway's API while the pages are worked on: node dev/mock.mjs, then npm run dev.
// Any token of eight characters or more is accepted, and what people.mjs says. MOCK_EMPTY=1: a fresh gateway without routes, keys and traffic.
import { createServer } from 'node:http';
import { readdirSync, readFileSync } from 'node:fs';
import { me, open, people, users } from './people.mjs';

const empty = process.env.MOCK_EMPTY === '1';
const now = () => Date.now();
const iso = (time) => new Date(time).toISOString();
const noise = (seed) => { const x = Math.sin(seed * 12.9898) * 43758.5453; return x - Math.floor(x); };
const hostile = '<script>alert(1)</script> \u202Eשלום ' + 'x'.repeat(10_000);

const apis = ['Catalogue', 'Orders', 'Media', 'Payments', 'Accounts'].map((name) => ({ id: name.toLowerCase(), tenant: 'demo', name }));
const named = [['search', 171, 96, 'catalogue', ['GET'], '/search'], ['catalog', 118, 61, 'catalogue', ['GET'], '/catalog/{**rest}'], ['orders', 87, 184, 'orders', [], '/orders/{**rest}'], ['media', 64, 38, 'media', ['GET'], '/media/{**rest}'], ['payments', 41.7, 612, 'payments', ['POST'], '/payments/{**rest}'], ['checkout', 33, 342, 'orders', ['POST'], '/checkout'], ['users', 27, 88, 'accounts', [], '/users/{**rest}'], ['auth', 18, 142, 'accounts', ['POST'], '/oauth/{**rest}'], ['webhooks', 6.3, 205, 'payments', ['POST'], '/hooks/{provider}'], ['reports', 0.004, 1840, 'orders', ['GET'], '/reports/{**rest}'], ['orders-v1', null, null, 'orders', [], '/v1/orders/{**rest}']];
const store = {
  tenants: [{ id: 'demo', name: 'Demo' }, { id: 'acme', name: 'Acme' }, { id: 'platform', name: 'Platform' }],
  teams: [{ id: 'shop', tenant: 'demo', name: 'Shop' }, { id: 'billing', tenant: 'demo', name: 'Billing' }],
  users, tokens: [{ id: 'ci', tenant: 'demo', name: 'Deploy pipeline', roles: [{ role: 'tenantEditor', tenant: 'demo', team: null }], expiresAt: null, prefix: 'gw_pat_9xQ2', lastFour: 'Lw0e', createdBy: 'Anna Example', createdAt: iso(now() - 9e8) }],
  groups: [{ id: 'gold', tenant: 'demo', name: 'Gold' }],
  apis,
  clusters: [...new Set(named.map(([, , , api]) => api))].map((id, at) => ({ id, tenant: 'demo', loadBalancing: at ? 'RoundRobin' : 'PowerOfTwoChoices', destinations: [{ id: 'a', address: `http://${id}-a.internal:9000` }, { id: 'b', address: `http://${id}-b.internal:9000` }], healthCheck: { active: { enabled: at % 2 === 0, path: '/health', interval: '00:00:10' } } })),
  routes: named.map(([id, , , api, methods, path], at) => ({ id, tenant: 'demo', api, team: at % 2 ? 'billing' : 'shop', cluster: api, enabled: id !== 'orders-v1', order: at * 10, match: { hosts: ['api.example.com'], path, methods }, transforms: [{ PathRemovePrefix: '/' + id }], access: { apiKey: at % 3 === 1 ? 'none' : 'required', jwt: at % 4 === 1 ? { issuer: 'https://id.example.com', audiences: ['orders-api'], jwksUri: null, algorithms: ['RS256', 'ES256'], requiredScopes: ['orders:read'], requiredClaims: { plan: ['gold'] }, header: 'Authorization', passToken: true, clockSkew: '00:00:30' } : null }, timeout: '00:00:30', maxRequestBodyBytes: 10485760, rateLimit: null })),
  keys: [['mobile', 'Mobile app', 'mobile-team', '7Hq2', 'k3Pd', 'active'], ['web', 'Web shop', 'shop', 'Xr81', '9mQa', 'active'], ['northwind', 'Partner: Northwind', 'northwind', 'b4Tz', 'Lw0e', 'active'], ['indexer', 'Search indexer', 'discovery', '0cVn', '2sUf', 'active'], ['billing', 'Billing worker', 'billing', 'pM5j', 'Y7rb', 'active'], ['status', 'Status page', 'platform', 'w2Da', 'T6oc', 'expired'], ['load', 'Load test', 'platform', 'J0yi', '8nCv', 'suspended'], ['fabrikam', 'Partner: Fabrikam', 'fabrikam', 'u6Fs', 'R4kz', 'revoked'], ['hostile', hostile, 'x', 'abcd', 'efgh', 'active']]
    .map(([id, name, consumer, prefix, lastFour, state], at) => ({ id, tenant: 'demo', name, consumer, prefix: 'gw_live_' + prefix, lastFour, state, enabled: state !== 'suspended', allow: { apis: at % 2 ? [] : ['orders', 'accounts'], routes: at === 1 ? ['search'] : [], groups: [] }, expiresAt: at === 2 ? iso(now() + 9 * 864e5) : at === 5 ? iso(now() - 864e5) : null, tags: {}, createdAt: iso(now() - at * 5 * 864e5), lastUsedAt: at === 7 ? null : iso(now() - 2000 * (at + 1) ** 4) })),
};
if (empty) for (const name of ['routes', 'keys', 'clusters', 'apis']) store[name] = [];
const files = new URL('../../Dashboards/Defaults/', import.meta.url);
const dashboards = readdirSync(files).map((file) => ({ tenant: 'demo', description: null, folder: null, tags: [], access: 'tenant', team: null, version: 0, edited: false, favourite: false, mayEdit: true, ...JSON.parse(readFileSync(new URL(file, files))) }));
const versions = new Map();
let version = 129;
const etag = (item) => `"${versions.get(item) ?? 1}"`;

const units = { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };
const at = (text) => { const match = /^now(?:-(\d+)([smhdw]))?/.exec(text); return match ? now() - (match[1] ? match[1] * units[match[2]] : 0) : Date.parse(text); };
const grains = [['1m', 6e4], ['5m', 3e5], ['15m', 9e5], ['1h', 36e5], ['6h', 216e5], ['1d', 864e5]];
const size = { route: Object.fromEntries(named.map(([id, rps]) => [id, rps])), key: Object.fromEntries(store.keys.map(({ id }, at) => [id, 176 / (at + 1) ** 1.3])), country: { FR: 190, DE: 134, NL: 65, ES: 49, IT: 41, GB: 32, US: 25 }, browser: { Chrome: 300, Safari: 160, Firefox: 60, Edge: 40, '': 80 }, statusClass: { '2xx': 560, '3xx': 23, '4xx': 14, '5xx': 1.2 } };
const labels = { key: Object.fromEntries(store.keys.map(({ id, name }) => [id, name])), country: { FR: 'France', DE: 'Germany', NL: 'Netherlands', ES: 'Spain', IT: 'Italy', GB: 'United Kingdom', US: 'United States' } };
const shape = (time) => 0.62 + 0.38 * Math.sin(((time % 864e5) / 864e5) * 2 * Math.PI - 1.9) + 0.04 * (noise(Math.floor(time / 6e4)) - 0.5);
const hole = (time) => { const hour = new Date(time).getUTCHours(); return hour === 3; };
const spike = (time) => (new Date(time).getUTCHours() === 21 && new Date(time).getUTCMinutes() < 31 ? 1 : 0);

function measure(name, time, seconds, rps, base = 100) {
  if (empty || rps === null || rps === undefined || hole(time)) return null;
  const load = rps * shape(time), odd = noise(time / 1e5 + rps);
  const duration = (factor) => base * factor * (1 + 0.1 * odd + 4 * spike(time));
  switch (name) {
    case 'requests': return Math.round(load * seconds);
    case 'requestsPerSecond': return load;
    case 'errors': return Math.round(load * seconds * 0.003);
    case 'errorRate': return 0.0018 + 0.0004 * odd + 0.045 * spike(time);
    case 'clientErrors': return Math.round(load * seconds * 0.024);
    case 'clientErrorRate': return 0.024 + 0.002 * odd;
    case 'refusals': return Math.round(load * seconds * 0.005);
    case 'p50': return duration(0.28); case 'p75': return duration(0.58); case 'p95': return duration(1.7); case 'p99': return duration(4);
    case 'bytesOut': return Math.round(load * seconds * 14_300);
    default: return duration(0.5);
  }
}

const bands = [['< 5 ms', 0, 0.05], ['5–10 ms', 5, 0.1], ['10–25 ms', 10, 0.3], ['25–50 ms', 25, 0.35], ['50–100 ms', 50, 0.15], ['≥ 100 ms', 100, 0.05]];
function answer(query, range, compare) {
  const from = at(range.from), to = Math.min(at(range.to), now());
  const [interval, step] = grains.find(([, one]) => (to - from) / one <= 110) ?? grains.at(-1);
  if (query.preset) return { error: { status: 422, title: 'The stand-in knows no presets.' } };
  const split = query.split ?? null, dimension = Array.isArray(split) ? split[1] : split;
  const estimated = query.measures.some((name) => /^p\d\d$/.test(name));
  const common = { from: iso(from), to: iso(to), zone: range.zone, interval, completeUntil: iso(now() - 4000), source: 'rollup', exact: !estimated, errorBound: estimated ? 0.01 : null };
  const kept = Math.floor(now() / 864e5 - 14) * 864e5;
  if (from < kept && (['browser', 'country'].includes(dimension) || query.measures[0] === 'refusals')) return { error: { status: 422, title: 'Not covered.', detail: `Only single requests can answer this, and those are kept for 14 days. A range from ${iso(kept).slice(0, 16).replace('T', ' ')} UTC on, a longer interval or fewer filters can be answered.`, coveredFrom: iso(kept) } };
  const buckets = [];
  for (let time = Math.floor(from / step) * step; time < to; time += step) buckets.push(time);
  const line = (name, rps, shift = 0, base) => buckets.map((time) => measure(name, time - shift, step / 1000, rps, base));
  const partial = buckets.map((time) => time + step > now());
  if (split === 'time') {
    const lines = (shift) => query.measures.map((name) => ({ name, label: name, values: line(name, 600, shift), partial: shift ? partial.map(() => false) : partial }));
    return { shape: 'series', ...common, buckets: buckets.map(iso), series: lines(0), ...(compare ? { compare: { buckets: buckets.map((time) => iso(time - (to - from))), series: lines(to - from + 18e5) } } : {}) };
  }
  const values = Object.entries(size[dimension] ?? { one: 20, two: 10 });
  if (dimension === 'latency') return { shape: 'matrix', ...common, x: buckets.map(iso), y: bands.map(([name]) => name), lowerMs: bands.map(([, lower]) => lower), values: bands.map(([, , part]) => buckets.map((time) => measure('requests', time, step / 1000, part * 600))), partial };
  if (Array.isArray(split)) return { shape: 'series', ...common, dimension, measure: query.measures[0], buckets: buckets.map(iso), series: values.map(([name, rps]) => ({ name, label: labels[dimension]?.[name] ?? name, values: line(query.measures[0], rps), partial })) };
  const whole = (name, rps, shift = 0, base) => {
    const found = line(name, rps, shift, base).filter((value) => value !== null);
    if (!found.length) return null;
    const sum = found.reduce((a, b) => a + b, 0);
    return /^(requests|errors|refusals|clientErrors|bytesOut|bytesIn)$/.test(name) ? sum : sum / found.length;
  };
  if (!split) {
    const [value, previous] = [whole(query.measures[0], 600), compare ? whole(query.measures[0], 560, to - from + 36e5) : null];
    return { shape: 'number', ...common, name: query.measures[0], label: query.measures[0], value, previous, delta: value === null || previous === null ? null : value - previous, ...(value === null ? { reason: null } : {}) };
  }
  const all = (rps, key) => Object.fromEntries(query.measures.map((name) => [name, key === 'payments' && name === 'errorRate' ? 0.0286 : whole(name, rps, 0, named.find(([id]) => id === key)?.[2] / 1.7 || 100)]));
  const rows = (empty ? [] : values).filter(([, rps]) => rps !== null).map(([key, rps]) => ({ key: key || null, label: labels[dimension]?.[key] ?? key, values: all(rps, key) }));
  if (dimension === 'key' && rows.length) rows.push({ key: null, label: '', values: all(90) });
  return { shape: 'ranking', ...common, dimension, measures: query.measures.map((name) => ({ name, label: name, unit: null })), rows: rows.slice(0, query.limit ?? 10), other: rows.length > (query.limit ?? 10) ? all(30) : null, total: all(600) };
}

const pipeline = () => ({ time: iso(now()), captured: 48_211_930, stored: 48_211_540, queued: 380, quarantined: 2, dropped: { spoolFull: 8, tooLarge: 0 }, balanced: true, lagSeconds: 1.4, completeUntil: iso(now() - 4000),
  nodes: [{ node: 'edge-1', captured: 48_211_930, stored: 48_211_540, queued: 380, quarantined: 2, dropped: { spoolFull: 8 }, writer: { state: 'running', lastError: 'The database closed the connection.', lastErrorAt: iso(now() - 72e5), lastBatchAt: iso(now() - 1200), batches: 88_120, lastBatchRows: 512, lastBatchMs: 18 }, recovered: 1204, spool: { bytes: 41_000_000, maximumBytes: 1_073_741_824, inMemory: process.env.MOCK_TROUBLE ? 380 : 0, trouble: process.env.MOCK_TROUBLE ? 'No space left on device' : null }, sinks: [{ name: 'jsonFile', delivered: 48_211_500, queued: 430, lost: process.env.MOCK_TROUBLE ? 12 : 0, skipped: 2, trouble: process.env.MOCK_TROUBLE ? 'The file /var/log/gateway/events.json cannot be written: access is denied' : null }] }],
  rawSince: iso(Math.floor(now() / 864e5 - 14) * 864e5),
  folds: [['1m', 6e4, 3, 2.4], ['15m', 9e5, 400, 0], ['1h', 36e5, 90, process.env.MOCK_TROUBLE ? 1900 : 0], ['1d', 864e5, 1826, 0]].map(([grain, length, days, lagSeconds]) => ({ grain, since: iso(Math.floor(now() / 864e5 - days) * 864e5), through: iso(Math.floor(now() / length) * length), lagSeconds, stale: process.env.MOCK_TROUBLE && grain === '1m' ? 7 : 0, oldestStale: process.env.MOCK_TROUBLE && grain === '1m' ? iso(now() - 72e5) : null, foldedAt: iso(now() - 2000), node: 'edge-1' })),
  storage: { partitions: [0, 1, 2].map((day) => ({ name: `requests_${iso(now() - day * 864e5).slice(0, 10).replaceAll('-', '_')}`, from: iso(Math.floor(now() / 864e5 - day) * 864e5), to: iso(Math.floor(now() / 864e5 - day + 1) * 864e5), rows: 16_000_000 - day * 90_000, bytes: 3_400_000_000 - day * 1e8 })) },
  quarantine: [{ time: iso(now() - 36e5), reason: 'invalidText', detail: 'The path holds a NUL byte: ' + hostile }], userAgents: { cached: 4120, pending: 3, unknown: 214 } });

const catalogue = { presets: [], dimensions: [['route'], ['api', 'API'], ['key', 'API key'], ['user', 'User', { ofPersons: true }], ['method', 'Method', { values: ['GET', 'POST', 'PUT'] }], ['statusClass', 'Status class', { values: ['2xx', '3xx', '4xx', '5xx'] }], ['country', 'Country'], ['browser', 'Browser', { values: ['Chrome', 'Safari', 'Firefox', 'Edge'] }], ['cluster', 'Cluster', { behind: true }], ['tenant', 'Tenant', { acrossTenants: true }]]
  .map(([name, label = 'Route', more = {}]) => ({ name, label, acrossTenants: false, ofPersons: false, behind: false, ...more, values: (more.values ?? []).map((value) => ({ name: value, label: value })) })) };

const nodes = () => ({ configVersion: version, proxyUrls: ['http://[::]:8080'], items: [{ id: 'a1', name: 'edge-1', version: '1.0.0', appliedVersion: version, lastSeen: iso(now()), healthy: true, snapshotAge: null, refusal: null }] });
const secret = () => 'gw_live_' + Array.from({ length: 43 }, () => 'abcdefghijkmnpqrstuvwxyzABCDEFGH23456789'[Math.floor(Math.random() * 40)]).join('');

createServer(async (request, response) => {
  const url = new URL(request.url, 'http://x');
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = chunks.length ? JSON.parse(Buffer.concat(chunks)) : null;
  const send = (status, data, headers = {}) => { response.writeHead(status, { 'content-type': status >= 400 ? 'application/problem+json' : 'application/json', ...headers }); response.end(data === undefined ? '' : JSON.stringify(data)); };
  const parts = url.pathname.split('/').slice(3).map(decodeURIComponent);
  const [name, id, act] = parts;
  const tenant = request.headers['x-tenant'];
  if (open(`${request.method} ${parts.join('/')}`, body, send, store.tenants) !== false) return;
  const token = (request.headers.authorization ?? '').replace('Bearer ', '');
  const cookie = /gateway=mock/.test(request.headers.cookie ?? '');
  if (token.length < 8 && !cookie) return send(401, { title: 'Sign in', status: 401 });
  if (token.length < 8 && !['GET', 'HEAD'].includes(request.method) && request.headers['x-csrf-token'] !== 'mock-csrf') return send(403, { title: 'Not from a page of ours', status: 403 });
  if (people(request.method, parts, url.searchParams, body, tenant, send, answer) !== false) return;
  if (name === 'me') return send(200, me(store.tenants, token.length < 8));
  if (name === 'nodes') return send(200, nodes());
  if (name === 'pipeline') return send(200, pipeline());
  if (name === 'catalogue') return send(200, catalogue);
  if (name === 'query') return send(200, { results: Object.fromEntries(body.queries.map((query) => [query.ref, answer(query, body.range, body.compare)])) });
  if (name === 'dashboards') return id ? send(dashboards.some((one) => one.id === id) ? 200 : 404, dashboards.find((one) => one.id === id)) : send(200, { items: dashboards.map(({ widgets, ...one }) => ({ ...one, widgetCount: widgets.length })), next: null });
  const list = store[name];
  if (!list) return send(404, { title: 'Not found', status: 404 });
  const mine = list.filter((item) => name === 'tenants' || tenant === '*' || item.tenant === tenant);
  if (!id && request.method === 'GET') {
    const search = (url.searchParams.get('search') ?? '').toLowerCase();
    return send(200, { items: mine.filter((item) => JSON.stringify(item).toLowerCase().includes(search)), next: null });
  }
  if (!id) {
    if (list.some((item) => item.id === body.id)) return send(422, { title: 'Refused', status: 422, errors: { id: [`There is already one called ${body.id}.`] } });
    const item = name === 'users' ? { ...users[0], ...body, tenant, state: 'invited', lastSignInAt: null, createdAt: iso(now()), invitation: secret(), invitationExpiresAt: iso(now() + 2592e5) } : name === 'keys' ? { enabled: true, expiresAt: null, prefix: 'gw_live_4mT9', lastFour: 'c3Hn', state: 'active', createdAt: iso(now()), lastUsedAt: null, tenant, id: body.id ?? 'k' + list.length, ...body } : { tenant, enabled: true, ...body };
    list.push(item); version++;
    return send(201, name === 'keys' ? { ...item, key: secret() } : item, { etag: etag(item) });
  }
  const item = mine.find((one) => one.id === id);
  if (!item) return send(404, { title: `There is no ${name.slice(0, -1)} ${id}`, status: 404 });
  if (act === 'rotate') return send(200, { ...item, key: secret() });
  if (act === 'revoke') { item.state = 'revoked'; return send(200, item); }
  if (request.method === 'GET') return send(200, item, { etag: etag(item) });
  if (request.headers['if-match'] && request.headers['if-match'] !== etag(item)) return send(412, { title: 'Stale', status: 412 });
  if (request.method === 'DELETE') { list.splice(list.indexOf(item), 1); version++; return send(204); }
  if (body.match?.path && !body.match.path.startsWith('/')) return send(422, { title: 'Refused', status: 422, errors: { 'match.path': ['A path starts with a slash.'] } });
  const merge = (target, patch) => { for (const [key, value] of Object.entries(patch)) if (value === null) delete target[key]; else if (typeof value === 'object' && !Array.isArray(value)) merge(target[key] ??= {}, value); else target[key] = value; };
  merge(item, body);
  if (name === 'keys') item.state = item.enabled ? 'active' : 'suspended';
  versions.set(item, (versions.get(item) ?? 1) + 1); version++;
  return send(200, item, { etag: etag(item) });
}).listen(8082, '127.0.0.1', () => console.log('mock API on http://127.0.0.1:8082'));
