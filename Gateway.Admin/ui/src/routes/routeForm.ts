import type { GatewayRoute, KeyDemand, ValueMatch } from '../app/contract';
import { type Errors, idError, spanError } from '../app/form';
import { isJwt, jwtErrors, jwtLabels, jwtNames, type JwtValues, jwtValues } from './jwtForm';

/** A route as its form holds it: one flat field per path of the document, and `more`, the JSON of all that the form has no field for. */
export interface RouteValues extends JwtValues {
  id: string; api: string | null; team: string | null; groups: string[]; cluster: string | null; order: number | '';
  'match.hosts': string[]; 'match.path': string; 'match.methods': string[]; 'match.headers': ValueMatch[]; 'match.query': ValueMatch[];
  transforms: string; 'access.apiKey': string | null; 'access.header': string; 'access.passKey': boolean;
  timeout: string; maxRequestBodyBytes: number | ''; more: string;
}

export const routeLabels: Record<keyof RouteValues, string> = {
  id: 'Id', api: 'API', team: 'Team', groups: 'Groups', cluster: 'Cluster', order: 'Order', 'match.hosts': 'Hosts', 'match.path': 'Path', 'match.methods': 'Methods', 'match.headers': 'Headers', 'match.query': 'Query parameters',
  transforms: 'Transforms', 'access.apiKey': 'API key', 'access.header': 'Header of the key', 'access.passKey': 'Pass the key on', timeout: 'Timeout', maxRequestBodyBytes: 'Largest request body', ...jwtLabels, more: 'Further fields (JSON)',
};

export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
export const demands: { value: KeyDemand; label: string }[] = [{ value: 'required', label: 'Required' }, { value: 'optional', label: 'Optional: checked when sent' }, { value: 'none', label: 'None: open to everyone' }];

export const routeValues = (route?: GatewayRoute): RouteValues => ({
  id: route?.id ?? '', api: route?.api ?? null, team: route?.team ?? null, groups: route?.groups ?? [], cluster: route?.cluster ?? null, order: route?.order ?? (route ? '' : 0),
  'match.hosts': route?.match?.hosts ?? [], 'match.path': route?.match?.path ?? '', 'match.methods': route?.match?.methods ?? [], 'match.headers': route?.match?.headers ?? [], 'match.query': route?.match?.query ?? [],
  transforms: route?.transforms?.length ? JSON.stringify(route.transforms, null, 2) : '',
  'access.apiKey': route ? (route.access?.apiKey ?? 'none') : 'required', 'access.header': route?.access?.header ?? '', 'access.passKey': route?.access?.passKey ?? false,
  timeout: route?.timeout ?? '', maxRequestBodyBytes: route?.maxRequestBodyBytes ?? '', ...jwtValues(route?.access?.jwt), more: moreOf(route),
});

/** What the form has no field for. */
function moreOf(route: GatewayRoute | undefined): string {
  const rest = structuredClone(route ?? { enabled: true }) as Record<string, unknown>;
  for (const path of Object.keys(routeLabels)) if (path !== 'jwt' && path !== 'more') remove(rest, path.split('.'));
  // What says nothing is left out.
  return JSON.stringify(rest, (_, value: unknown) => value ?? undefined);
}

function remove(from: Record<string, unknown>, [first = '', ...rest]: string[]): void {
  const inner = from[first];
  if (rest.length && typeof inner === 'object' && inner !== null) {
    remove(inner as Record<string, unknown>, rest);
    if (!Object.keys(inner).length) delete from[first];
  } else if (!rest.length) delete from[first];
}

export function routeErrors(values: RouteValues, isNew: boolean): Errors {
  const errors: Errors = {};
  const put = (name: string, message: string | undefined) => { if (message) errors[name] = message; };
  if (isNew) put('id', idError(values.id) ?? (values.id === 'new' ? 'This id is taken by the pages. Choose another.' : undefined));
  if (!values.cluster) put('cluster', 'Choose where requests go.');
  const path = values['match.path'];
  if (path && !path.startsWith('/')) put('match.path', `A path starts with a slash: /${path}`);
  if (!path && !values['match.hosts'].length) put('match.path', 'Give a path or a host; /{**rest} takes every path.');
  if (values.timeout) put('timeout', spanError(values.timeout));
  put('transforms', transformsError(values.transforms));
  for (const list of ['match.headers', 'match.query'] as const) values[list].forEach((one, at) => {
    if (!one.name) put(`${list}.${at}.name`, 'Give its name.');
    else if (needsValues(one.mode) && !one.values?.length) put(`${list}.${at}.values`, 'Give at least one value; Enter adds it.');
  });
  return { ...errors, ...jwtErrors(values) };
}

export const needsValues = (mode: string | undefined) => mode !== 'Exists' && mode !== 'NotExists';

/** A list of objects whose values are texts, as the proxy's transforms are. */
export function transformsError(text: string): string | undefined {
  if (!text.trim()) return undefined;
  let parsed: unknown;
  try { parsed = JSON.parse(text); } catch (error) { return `This is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`; }
  if (!Array.isArray(parsed)) return 'Write a list, such as [{ "PathRemovePrefix": "/orders" }].';
  const wrong = parsed.findIndex((one: unknown) => typeof one !== 'object' || one === null || Array.isArray(one) || Object.values(one).some((value) => typeof value !== 'string'));
  return wrong < 0 ? undefined : `Entry ${wrong + 1} is not an object whose values are texts, such as { "PathRemovePrefix": "/orders" }.`;
}

function documentValue(values: RouteValues, name: keyof RouteValues): unknown {
  if (name === 'transforms') return values.transforms.trim() && !transformsError(values.transforms) ? JSON.parse(values.transforms) : [];
  if (name === 'match.headers' || name === 'match.query') return values[name].map(({ values: given, ...one }) => ({ ...one, values: needsValues(one.mode) ? given : [] }));
  const value = values[name];
  return value === '' || (name === 'access.jwt.requiredScopes' && !values[name].length) ? null : value;
}

/** The whole document; what is not set is left out. */
export function routeDocument(values: RouteValues): Record<string, unknown> {
  const document: Record<string, unknown> = {};
  const put = (name: string, value: unknown) => {
    const parts = name.split('.');
    let at = document;
    for (const part of parts.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>;
    at[parts[parts.length - 1]!] = value;
  };
  for (const name of Object.keys(routeLabels) as (keyof RouteValues)[]) {
    if (name === 'jwt' || name === 'more' || isJwt(name)) continue;
    const value = documentValue(values, name);
    if (value !== null && !(Array.isArray(value) && !value.length && name.startsWith('match.'))) put(name, value);
  }
  if (values.jwt === 'required') for (const name of jwtNames) { const value = documentValue(values, name); if (value !== null) put(name, value); }
  const more = JSON.parse(values.more) as Record<string, unknown>;
  if (values.jwt !== 'required') remove(more, ['access', 'jwt']);
  return merged(document, more);
}

function merged(one: Record<string, unknown>, other: Record<string, unknown>): Record<string, unknown> {
  const whole = { ...one };
  for (const [name, value] of Object.entries(other)) {
    const before = whole[name];
    whole[name] = isObject(before) && isObject(value) ? merged(before, value) : value;
  }
  return whole;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A written document as far as the form can show it; undefined where it is no such thing. */
export function readRoute(written: unknown): RouteValues | undefined {
  if (!isObject(written)) return undefined;
  const { match, access, transforms } = written;
  const texts = (value: unknown) => value === undefined || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
  const text = (value: unknown) => value === undefined || value === null || typeof value === 'string';
  const number = (value: unknown) => value === undefined || value === null || typeof value === 'number';
  const conditions = (value: unknown) => value === undefined || (Array.isArray(value) && value.every((one) => isObject(one) && typeof one.name === 'string' && texts(one.values)));
  const jwt = isObject(access) ? access.jwt : undefined;
  const fits = ['id', 'api', 'team', 'cluster', 'timeout'].every((name) => text(written[name])) && texts(written.groups) && number(written.order) && number(written.maxRequestBodyBytes)
    && (match === undefined || (isObject(match) && texts(match.hosts) && texts(match.methods) && text(match.path) && conditions(match.headers) && conditions(match.query)))
    && (access === undefined || access === null || (isObject(access) && text(access.apiKey) && text(access.header) && (access.passKey === undefined || typeof access.passKey === 'boolean')))
    && (jwt === undefined || jwt === null || (isObject(jwt) && text(jwt.issuer) && text(jwt.header) && texts(jwt.audiences) && texts(jwt.requiredScopes)))
    && (transforms === undefined || (Array.isArray(transforms) && transforms.every(isObject)));
  return fits ? routeValues(written as unknown as GatewayRoute) : undefined;
}
