import type { GatewayKey, Scopes } from '../app/contract';
import { type Errors, idError } from '../app/form';
import { date } from '../app/time';

/** `everything` is a key without `allow`: it may call every route of its tenant. */
export interface KeyValues { name: string; id: string; scope: string | null; consumer: string; 'allow.apis': string[]; 'allow.routes': string[]; 'allow.groups': string[]; expiresAt: string | null }
export const newKey: KeyValues = { name: '', id: '', scope: 'some', consumer: '', 'allow.apis': [], 'allow.routes': [], 'allow.groups': [], expiresAt: null };

export function keyErrors(values: KeyValues, now = Date.now()): Errors {
  const errors: Errors = {};
  if (!values.name.trim()) errors.name = 'Give it a name, such as Mobile app.';
  const id = idError(values.id);
  if (values.name.trim() && id) errors.id = id;
  if (values.scope === 'some' && !values['allow.apis'].length && !values['allow.routes'].length && !values['allow.groups'].length) errors['allow.apis'] = 'Choose at least one API, route or group: a key that may call nothing is always refused.';
  if (values.expiresAt && Date.parse(values.expiresAt) <= now) errors.expiresAt = 'Choose a day that is still to come.';
  return errors;
}

export const keyDocument = (values: KeyValues, tenant: string) => ({
  id: values.id, tenant, name: values.name.trim(), consumer: values.consumer.trim() || null,
  allow: values.scope === 'some' ? { apis: values['allow.apis'], routes: values['allow.routes'], groups: values['allow.groups'] } : null,
  expiresAt: values.expiresAt ? new Date(`${values.expiresAt}T00:00:00`).toISOString() : null,
});

export const hint = ({ prefix, lastFour }: GatewayKey) => `${prefix}…${lastFour}`;

export function mayCall(allow: Scopes | null | undefined): string {
  if (!allow) return 'Every route';
  const all = [...allow.apis, ...allow.routes, ...allow.groups];
  return all.length ? all.join(', ') : 'Nothing';
}

/** How a key's end is written; from two weeks before it on it deserves attention. */
export function expiry(expiresAt: string | null, now = Date.now()): { text: string; soon: boolean } {
  if (!expiresAt) return { text: 'Never', soon: false };
  const days = Math.ceil((Date.parse(expiresAt) - now) / 86_400_000);
  if (days <= 0) return { text: 'Expired', soon: false };
  return days <= 14 ? { text: days === 1 ? 'In 1 day' : `In ${days} days`, soon: true } : { text: date(expiresAt), soon: false };
}
