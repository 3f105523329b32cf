// The part of the stand-in that is about people: sign-in, sessions, users, teams' people, own profile and the audit.
// Any name with a password of 12 characters signs in; the name "locked" is locked. MOCK_SETUP=1: no admin yet.
const hour = 36e5;
const iso = (time) => new Date(time).toISOString();
const ago = (hours) => iso(Date.now() - hours * hour);
const grant = (role, tenant = null, team = null) => ({ role, tenant, team });
const secret = () => Array.from({ length: 43 }, () => 'abcdefghijkmnpqrstuvwxyzABCDEFGH23456789'[Math.floor(Math.random() * 40)]).join('');

const user = (id, tenant, name, roles, more = {}) => ({ id, tenant, name, signIn: `${id}@example.com`, roles, claimedRoles: [], enabled: true, method: 'password', state: 'active', lockedUntil: null, lastSignInAt: ago(3), createdAt: ago(900), createdBy: 'Nora Nyström', invitationExpiresAt: null, ...more });
export const users = [
  user('nora', 'platform', 'Nora Nyström', [grant('platformAdmin')]),
  user('omar', 'platform', 'Omar Haddad', [grant('platformObserver'), grant('tenantEditor', 'demo')], { method: 'oidc', claimedRoles: [grant('tenantViewer', 'acme')], lastSignInAt: ago(50) }),
  user('anna', 'demo', 'Anna Example', [grant('tenantAdmin', 'demo')], { lastSignInAt: ago(0.2) }),
  user('bo', 'demo', 'Bo Lindqvist', [grant('teamAdmin', 'demo', 'shop'), grant('teamViewer', 'demo', 'billing')]),
  user('chloe', 'demo', 'Chloé Dubois', [grant('tenantViewer', 'demo')], { state: 'invited', lastSignInAt: null, invitationExpiresAt: iso(Date.now() + 50 * hour) }),
  user('dmitri', 'demo', 'Dmitri Ivanov', [grant('teamViewer', 'demo', 'shop')], { state: 'locked', lockedUntil: iso(Date.now() + hour / 4) }),
  user('eve', 'demo', 'Eve Late', [grant('tenantEditor', 'demo')], { state: 'disabled', enabled: false, lastSignInAt: ago(2000) }),
];
let sessions = [['s1', 'Firefox on Linux', '192.0.2.17', true], ['s2', 'Safari on iPhone', '2001:db8:12:9:ffff:1234:5678:9abc', false], ['s3', 'Chrome on Windows', '198.51.100.4', false]]
  .map(([id, client, address, current], at) => ({ id, client, address, current, createdAt: ago(at * 30 + 2), seenAt: ago(at * 5), expiresAt: iso(Date.now() + 200 * hour) }));
const tokens = [{ id: 'backup', tenant: 'platform', name: 'Backup script', roles: [grant('platformObserver')], expiresAt: iso(Date.now() + 200 * hour), prefix: 'gw_pat_4mT9', lastFour: 'c3Hn', createdBy: 'Nora Nyström', createdAt: ago(90) }];
const acts = [['signIn', 'users', 'anna'], ['update', 'routes', 'orders'], ['read', 'users', '*'], ['signInFailed', 'users', 'dmitri'], ['lock', 'users', 'dmitri'], ['invite', 'users', 'chloe'], ['export', 'audit', 'csv'], ['revoke', 'keys', 'fabrikam'], ['endSessions', 'users', 'eve'], ['create', 'users', 'chloe']];
const audit = Array.from({ length: 60 }, (_, at) => {
  const [action, collection, id] = acts[at % acts.length];
  return { number: 60 - at, time: ago(at * 2), tenant: 'demo', actor: at % 3 ? 'Anna Example' : 'Nora Nyström', address: at % 4 ? '192.0.2.17' : '2001:db8:12:9:ffff:1234:5678:9abc', action, collection, id, before: action === 'update' ? { timeout: '00:00:30' } : null, after: action === 'update' ? { timeout: '00:01:00' } : null };
});

let signedIn = 'nora';
const account = () => users.find(({ id }) => id === signedIn) ?? users[0];
export const me = (tenants, cookie) => {
  const { id, tenant, name, signIn, method, lastSignInAt, roles } = account();
  const own = roles.some(({ role }) => role.startsWith('platform')) ? tenants : tenants.filter((one) => roles.some((each) => each.tenant === one.id));
  return { name, roles, tenants: own, user: { id, tenant, name, signIn, method, lastSignInAt }, csrfToken: cookie ? 'mock-csrf' : null };
};

/** Answers what anybody may ask; false when the path is none of these. */
export function open(path, body, send, tenants) {
  const enter = () => send(200, me(tenants, true), { 'set-cookie': 'gateway=mock; Path=/; HttpOnly; SameSite=Lax' });
  const setUp = process.env.MOCK_SETUP === '1';
  if (path === 'GET sign-in') return send(200, { methods: [{ id: 'oidc/example', label: 'Example SSO' }, { id: 'password', label: 'Name and password' }], setUp, secure: process.env.MOCK_INSECURE !== '1' });
  if (path === 'POST sign-in') {
    if (body.signIn === 'locked') return send(429, { title: 'Locked', detail: 'Too many wrong passwords.', status: 429 }, { 'retry-after': '245' });
    if (body.password.length < 12) return send(401, { title: 'Not signed in', detail: 'The name or the password is wrong.', status: 401 });
    signedIn = users.find(({ signIn, id }) => body.signIn === signIn || body.signIn === id)?.id ?? 'nora';
    return enter();
  }
  if (path === 'POST invitations/look') return body.token === 'old' ? send(404, { title: 'The link does not work', status: 404 }) : send(200, body.token === 'setup' ? { purpose: 'setUp', name: null, signIn: null, expiresAt: iso(Date.now() + hour) } : { purpose: body.token === 'reset' ? 'reset' : 'welcome', name: 'Chloé Dubois', signIn: 'chloe@example.com', expiresAt: iso(Date.now() + 50 * hour) });
  if (path === 'POST invitations/accept') return body.password.length < 12 ? send(422, { title: 'Refused', status: 422, errors: { password: ['must have at least 12 characters'] } }) : enter();
  return false;
}

/** Answers what is about people; false when the path is none of these. */
export function people(method, parts, query, body, tenant, send, answer) {
  const [name, id, act, who] = parts;
  const list = (items) => send(200, { items, next: null });
  if (name === 'sign-out') return send(204, undefined, { 'set-cookie': 'gateway=; Path=/; Max-Age=0' });
  if (name === 'me' && method === 'PUT') { account().name = body.name; return false; }
  if (name === 'me' && id === 'password') return body.current === 'wrong' ? send(422, { title: 'Refused', status: 422, errors: { current: ['is wrong'] } }) : send(204);
  if (name === 'me' && id === 'sessions') { if (method === 'DELETE') sessions = sessions.filter((one) => one.current || (act && one.id !== act)); return method === 'DELETE' ? send(204) : list(sessions); }
  if (name === 'me' && id === 'tokens') {
    if (method === 'GET') return list(tokens);
    if (method === 'DELETE') { tokens.splice(tokens.findIndex((one) => one.id === act), 1); return send(204); }
    const made = { ...tokens[0], createdAt: iso(Date.now()), roles: account().roles, ...body };
    tokens.push(made);
    return send(201, { ...made, token: `gw_pat_${secret()}` });
  }
  if (name === 'me' && id === 'usage') {
    const range = { from: query.get('from'), to: query.get('to'), zone: query.get('zone') };
    const total = ['requests', 'errors', 'refusals'].map((key) => ({ key, label: key, values: { value: answer({ measures: [key] }, range).value } }));
    return send(200, { results: { total: { ...answer({ measures: ['requests'] }, range), shape: 'table', rows: total }, requests: answer({ measures: ['requests'], split: 'time' }, range), routes: answer({ measures: ['requests', 'errorRate'], split: 'route' }, range) } });
  }
  if (name === 'teams' && act === 'candidates') return list(users.filter((one) => one.tenant === tenant && one.name.toLowerCase().includes((query.get('search') ?? '').toLowerCase())));
  if (name === 'teams' && act === 'people') {
    const within = (one) => one.roles.filter(({ team }) => team === id);
    if (method === 'GET') return list(users.filter((one) => within(one).length).map((one) => ({ ...one, roles: within(one) })));
    const found = users.find((one) => one.id === who);
    found.roles = found.roles.filter(({ team }) => team !== id).concat(method === 'PUT' ? [grant(body.role, tenant, id)] : []);
    return send(method === 'PUT' ? 200 : 204, method === 'PUT' ? found : undefined);
  }
  if (name === 'tenants' && act === 'people') return list(users.filter((one) => one.roles.some((each) => each.tenant === id)).map((one) => ({ id: one.id, name: one.name, signIn: one.signIn, home: one.tenant === id, roles: one.roles.filter((each) => each.tenant === id) })));
  if (name === 'audit' && id === 'export') return send(200, audit);
  if (name === 'audit') {
    const fits = (entry) => JSON.stringify(entry).toLowerCase().includes((query.get('search') ?? '').toLowerCase()) && ['action', 'collection'].every((field) => !query.get(field) || entry[field] === query.get(field)) && entry.actor.toLowerCase().includes((query.get('actor') ?? '').toLowerCase()) && (!query.get('from') || entry.time >= query.get('from')) && (!query.get('to') || entry.time < query.get('to'));
    return list(audit.filter(fits));
  }
  if (name !== 'users' || !act) return false;
  const found = users.find((one) => one.id === id);
  if (act === 'invite') return send(200, { ...found, invitation: secret(), invitationExpiresAt: iso(Date.now() + 72 * hour) });
  if (act === 'unlock') { Object.assign(found, { state: 'active', lockedUntil: null }); return send(204); }
  if (act === 'sessions') return method === 'DELETE' ? send(204) : list(found.lastSignInAt ? sessions.map((one) => ({ ...one, current: false })) : []);
  return false;
}
