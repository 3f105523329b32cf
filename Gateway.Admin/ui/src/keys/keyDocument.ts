import dayjs from 'dayjs';
import type { GatewayKey, Scopes } from '../app/contract';
import { endError, startOf } from '../app/days';
import { type Errors, idError } from '../app/form';

/** `everything` is a key without `allow`: it may call every route of its tenant. */
export interface KeyValues { name: string; id: string; scope: string | null; consumer: string; team: string | null; 'allow.apis': string[]; 'allow.routes': string[]; 'allow.groups': string[]; expiresAt: string | null; tags: string[]; hash: string }
export const newKey: KeyValues = { name: '', id: '', scope: 'some', consumer: '', team: null, 'allow.apis': [], 'allow.routes': [], 'allow.groups': [], expiresAt: null, tags: [], hash: '' };

export const keyValues = (key: GatewayKey): KeyValues => ({
  name: key.name, id: key.id, scope: key.allow ? 'some' : 'everything', consumer: key.consumer ?? '', team: key.team ?? null,
  'allow.apis': key.allow?.apis ?? [], 'allow.routes': key.allow?.routes ?? [], 'allow.groups': key.allow?.groups ?? [],
  expiresAt: key.expiresAt ? dayjs(key.expiresAt).format('YYYY-MM-DD') : null,
  tags: Object.entries(key.tags ?? {}).map(([name, value]) => `${name}=${value}`), hash: '',
});

/** `before` is the key as it is stored: what it has already is not asked about again. */
export function keyErrors(values: KeyValues, before?: GatewayKey, now = Date.now()): Errors {
  const errors: Errors = {};
  if (!values.name.trim()) errors.name = 'Give it a name, such as Mobile app.';
  const id = before ? undefined : idError(values.id);
  if (values.name.trim() && id) errors.id = id;
  if (values.scope === 'some' && !values['allow.apis'].length && !values['allow.routes'].length && !values['allow.groups'].length) errors['allow.apis'] = 'Choose at least one API, route or group: a key that may call nothing is always refused.';
  const sameEnd = before && keyValues(before).expiresAt === values.expiresAt;
  const end = sameEnd ? undefined : endError(values.expiresAt, now);
  if (end) errors.expiresAt = end;
  if (values.hash && !/^[0-9a-fA-F]{64}$/.test(values.hash.trim())) errors.hash = 'A SHA-256 has 64 hexadecimal digits: printf %s "$KEY" | sha256sum gives it.';
  const wrong = values.tags.find((tag) => !/^[^=]+=/.test(tag));
  if (wrong) errors.tags = `Write a name and a value: ${wrong.replace(/^=+/, '') || 'plan'}=gold`;
  return errors;
}

const allowOf = (values: KeyValues) => (values.scope === 'some' ? { apis: values['allow.apis'], routes: values['allow.routes'], groups: values['allow.groups'] } : null);
const tagsOf = (tags: string[]): Record<string, string> => Object.fromEntries(tags.map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]));

export const keyDocument = (values: KeyValues, tenant: string) => ({
  id: values.id, tenant, name: values.name.trim(), consumer: values.consumer.trim() || null, team: values.team,
  allow: allowOf(values), expiresAt: startOf(values.expiresAt), tags: tagsOf(values.tags),
  ...(values.hash.trim() ? { hash: values.hash.trim().toLowerCase() } : {}),
});

/** The changed fields as a merge patch: null removes, so each tag that is gone is named. */
export function keyPatch(values: KeyValues, changed: (keyof KeyValues)[], before: GatewayKey): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const name of changed) {
    if (name === 'name') patch.name = values.name.trim();
    else if (name === 'consumer') patch.consumer = values.consumer.trim() || null;
    else if (name === 'team') patch.team = values.team;
    else if (name === 'expiresAt') patch.expiresAt = startOf(values.expiresAt);
    else if (name === 'tags') patch.tags = { ...Object.fromEntries(Object.keys(before.tags ?? {}).map((tag) => [tag, null])), ...tagsOf(values.tags) };
    else if (name !== 'id' && name !== 'hash') patch.allow = allowOf(values);
  }
  return patch;
}

export const hint = ({ prefix, lastFour }: GatewayKey) => `${prefix}…${lastFour}`;

export function mayCall(allow: Scopes | null | undefined): string {
  if (!allow) return 'Every route';
  const all = [...allow.apis, ...allow.routes, ...allow.groups];
  return all.length ? all.join(', ') : 'Nothing';
}
