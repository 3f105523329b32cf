import type { GatewayRoute, KeyDemand } from '../app/contract';
import { type Errors, idError, spanError } from '../app/form';
import { isJwt, jwtErrors, jwtLabels, jwtNames, type JwtValues, jwtValues } from './jwtForm';

/** A route as its form holds it: one flat field per path of the document. */
export interface RouteValues extends JwtValues {
  id: string; api: string | null; team: string | null; groups: string[]; cluster: string | null; order: number | '';
  'match.hosts': string[]; 'match.path': string; 'match.methods': string[];
  transforms: string; 'access.apiKey': string | null; 'access.header': string; 'access.passKey': boolean;
  timeout: string; maxRequestBodyBytes: number | '';
}

export const routeLabels: Record<keyof RouteValues, string> = {
  id: 'Id', api: 'API', team: 'Team', groups: 'Groups', cluster: 'Cluster', order: 'Order', 'match.hosts': 'Hosts', 'match.path': 'Path', 'match.methods': 'Methods',
  transforms: 'Transforms', 'access.apiKey': 'API key', 'access.header': 'Header of the key', 'access.passKey': 'Pass the key on', timeout: 'Timeout', maxRequestBodyBytes: 'Largest request body', ...jwtLabels,
};

export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
export const demands: { value: KeyDemand; label: string }[] = [{ value: 'required', label: 'Required' }, { value: 'optional', label: 'Optional: checked when sent' }, { value: 'none', label: 'None: open to everyone' }];

export const routeValues = (route?: GatewayRoute): RouteValues => ({
  id: route?.id ?? '', api: route?.api ?? null, team: route?.team ?? null, groups: route?.groups ?? [], cluster: route?.cluster ?? null, order: route?.order ?? (route ? '' : 0),
  'match.hosts': route?.match.hosts ?? [], 'match.path': route?.match.path ?? '', 'match.methods': route?.match.methods ?? [],
  transforms: route?.transforms?.length ? JSON.stringify(route.transforms, null, 2) : '',
  'access.apiKey': route ? (route.access?.apiKey ?? 'none') : 'required', 'access.header': route?.access?.header ?? '', 'access.passKey': route?.access?.passKey ?? false,
  timeout: route?.timeout ?? '', maxRequestBodyBytes: route?.maxRequestBodyBytes ?? '', ...jwtValues(route?.access?.jwt),
});

export function routeErrors(values: RouteValues, isNew: boolean): Errors {
  const errors: Errors = {};
  const put = (name: keyof RouteValues, message: string | undefined) => { if (message) errors[name] = message; };
  if (isNew) put('id', idError(values.id) ?? (values.id === 'new' ? 'This id is taken by the pages. Choose another.' : undefined));
  if (!values.cluster) put('cluster', 'Choose where requests go.');
  const path = values['match.path'];
  if (path && !path.startsWith('/')) put('match.path', `A path starts with a slash: /${path}`);
  if (!path && !values['match.hosts'].length) put('match.path', 'Give a path or a host; /{**rest} takes every path.');
  if (values.timeout) put('timeout', spanError(values.timeout));
  put('transforms', transformsError(values.transforms));
  return { ...errors, ...jwtErrors(values) };
}

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
  if (name === 'transforms') return values.transforms.trim() ? JSON.parse(values.transforms) : [];
  const value = values[name];
  return value === '' || (name === 'access.jwt.requiredScopes' && !values[name].length) ? null : value;
}

/** The named fields as a document: all of them for a new route, the changed ones for a merge patch. */
export function routeDocument(values: RouteValues, names: (keyof RouteValues)[], isPatch: boolean): Record<string, unknown> {
  const document: Record<string, unknown> = {};
  const put = (name: string, value: unknown) => {
    const parts = name.split('.');
    let at = document;
    for (const part of parts.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>;
    at[parts[parts.length - 1]!] = value;
  };
  for (const name of names) {
    if (name === 'jwt' || (isJwt(name) && values.jwt !== 'required')) continue;
    const value = documentValue(values, name);
    // In a patch null removes; in a new document what is not set is left out.
    if (value !== null || isPatch) put(name, value);
  }
  if (names.includes('jwt')) {
    // From none to a token all that is filled in is said, also what was there before the switch.
    if (values.jwt === 'required') for (const name of jwtNames) { const value = documentValue(values, name); if (value !== null) put(name, value); }
    else if (isPatch) put('access.jwt', null);
  }
  return document;
}
