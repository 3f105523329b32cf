import type { Jwt } from '../app/contract';
import type { Errors } from '../app/form';

/** What the form shows of the token (JWT) that a route asks for; field names are the paths of the API's own errors. */
export interface JwtValues {
  jwt: string | null;
  'access.jwt.issuer': string; 'access.jwt.audiences': string[]; 'access.jwt.requiredScopes': string[]; 'access.jwt.header': string;
}

export const jwtLabels: Record<keyof JwtValues, string> = {
  jwt: 'Token (JWT)', 'access.jwt.issuer': 'Issuer', 'access.jwt.audiences': 'Audiences', 'access.jwt.requiredScopes': 'Required scopes', 'access.jwt.header': 'Header of the token',
};
export const jwtDemands = [{ value: 'none', label: 'None' }, { value: 'required', label: 'Required' }];
const prefix = 'access.jwt.';
export const isJwt = (name: string) => name.startsWith(prefix);
export const jwtNames = (Object.keys(jwtLabels) as (keyof JwtValues)[]).filter(isJwt);

export const jwtValues = (jwt: Jwt | null | undefined): JwtValues => ({
  jwt: jwt ? 'required' : 'none', 'access.jwt.issuer': jwt?.issuer ?? '', 'access.jwt.audiences': jwt?.audiences ?? [],
  'access.jwt.requiredScopes': jwt?.requiredScopes ?? [], 'access.jwt.header': jwt?.header ?? '',
});

const usual: Record<string, unknown> = { passToken: true, clockSkew: '00:00:30' };
const words: Record<string, string> = { jwksUri: 'address of the keys', algorithms: 'algorithms', requiredClaims: 'required claims', passToken: 'whether the token is passed on', clockSkew: 'clock skew' };
const allAlgorithms = 9;
/** What is set beyond the fields of the form, in words; the form leaves it as it is. */
export function furtherJwt(jwt: Jwt | null | undefined): string {
  const set = Object.entries(jwt ?? {}).filter(([name, value]) => {
    if (jwtNames.some((one) => one === prefix + name) || value === null || value === undefined || value === usual[name]) return false;
    if (name === 'algorithms') return Array.isArray(value) && value.length < allAlgorithms;
    return typeof value !== 'object' || Object.keys(value).length > 0;
  });
  return set.map(([name]) => words[name] ?? name).join(', ');
}

const isSafe = (address: string) => {
  try {
    const { protocol, hostname, username, hash, search } = new URL(address);
    return (protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))) && !username && !hash && !search;
  } catch { return false; }
};

/** `access.apiKey` and `access.header`: a key and a token cannot share one header. */
export function jwtErrors(values: JwtValues & { 'access.apiKey': string | null; 'access.header': string }): Errors {
  if (values.jwt !== 'required') return {};
  const errors: Errors = {};
  if (!isSafe(values['access.jwt.issuer'])) errors['access.jwt.issuer'] = 'Write an https address without a query, such as https://id.example.com; http on this machine only.';
  if (!values['access.jwt.audiences'].length) errors['access.jwt.audiences'] = 'Name at least one: a token for somebody else would pass otherwise.';
  const wide = values['access.jwt.requiredScopes'].find((scope) => /\s/.test(scope));
  if (wide) errors['access.jwt.requiredScopes'] = `One scope each, without spaces: ${wide.trim().split(/\s+/).join(', ')}.`;
  const [header, key] = [values['access.jwt.header'] || 'Authorization', values['access.header'] || 'X-Api-Key'];
  if (!/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(header)) errors['access.jwt.header'] = 'Write the name of a header, such as Authorization.';
  else if (values['access.apiKey'] !== 'none' && header.toLowerCase() === key.toLowerCase()) errors['access.jwt.header'] = 'The API key comes in this header. Choose another one.';
  return errors;
}
