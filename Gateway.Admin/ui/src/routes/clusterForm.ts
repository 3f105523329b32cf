import type { Cluster } from '../app/contract';
import { type Errors, idError, spanError } from '../app/form';

export interface ClusterValues {
  id: string; loadBalancing: string | null; destinations: { id: string; address: string; weight: number | ''; drain: boolean }[];
  'healthCheck.active.enabled': boolean; 'healthCheck.active.path': string; 'healthCheck.active.interval': string; 'healthCheck.passive.enabled': boolean;
}
export const clusterLabels: Record<keyof ClusterValues, string> = {
  id: 'Id', loadBalancing: 'Load balancing', destinations: 'Destinations',
  'healthCheck.active.enabled': 'Active check', 'healthCheck.active.path': 'Path of the check', 'healthCheck.active.interval': 'Interval', 'healthCheck.passive.enabled': 'Passive check',
};
export const balancing = [
  { value: 'PowerOfTwoChoices', label: 'Power of two choices' }, { value: 'RoundRobin', label: 'Round robin' }, { value: 'LeastRequests', label: 'Least requests' },
  { value: 'Random', label: 'Random' }, { value: 'FirstAlphabetical', label: 'First by name' },
];
export const balancingLabel = (value?: string | null) => balancing.find((one) => one.value === (value ?? 'PowerOfTwoChoices'))?.label ?? value ?? '';

export const clusterValues = (cluster?: Cluster): ClusterValues => ({
  id: cluster?.id ?? '', loadBalancing: cluster?.loadBalancing ?? 'PowerOfTwoChoices',
  destinations: cluster?.destinations.map(({ id, address, weight = 100, drain = false }) => ({ id, address, weight, drain })) ?? [{ id: 'a', address: '', weight: 100, drain: false }],
  'healthCheck.active.enabled': cluster?.healthCheck?.active?.enabled ?? false, 'healthCheck.active.path': cluster?.healthCheck?.active?.path ?? '',
  'healthCheck.active.interval': cluster?.healthCheck?.active?.interval ?? '', 'healthCheck.passive.enabled': cluster?.healthCheck?.passive?.enabled ?? false,
});

export function addressError(address: string): string | undefined {
  if (!address) return 'Give the address, such as http://127.0.0.1:9000.';
  if (!/^https?:\/\//.test(address)) return `An address starts with http:// or https://: http://${address.replace(/^\w*:\/+/, '')}`;
  try { void new URL(address); return undefined; } catch { return 'This is not an address. Write it like http://orders.internal:9000.'; }
}

export function clusterErrors(values: ClusterValues, isNew: boolean): Errors {
  const errors: Errors = {};
  const put = (name: string, message: string | undefined) => { if (message) errors[name] = message; };
  if (isNew) put('id', idError(values.id) ?? (values.id === 'new' ? 'This id is taken by the pages. Choose another.' : undefined));
  values.destinations.forEach(({ id, address, weight }, index) => {
    put(`destinations.${index}.id`, idError(id) ?? (values.destinations.findIndex((one) => one.id === id) < index ? 'This id is used above.' : undefined));
    put(`destinations.${index}.address`, addressError(address));
    if (weight === '' || weight < 1 || weight > 1000) put(`destinations.${index}.weight`, 'From 1 to 1000.');
  });
  if (values['healthCheck.active.interval']) put('healthCheck.active.interval', spanError(values['healthCheck.active.interval']));
  const path = values['healthCheck.active.path'];
  if (path && !path.startsWith('/')) put('healthCheck.active.path', `A path starts with a slash: /${path}`);
  return errors;
}

/** As a document, or as a merge patch of the changed fields; destinations keep what the form does not show. */
export function clusterDocument(values: ClusterValues, names: (keyof ClusterValues)[], before?: Cluster): Record<string, unknown> {
  const document: Record<string, unknown> = {};
  for (const name of names) {
    const value = name === 'destinations' ? values.destinations.map((one) => ({ ...before?.destinations.find(({ id }) => id === one.id), ...one })) : values[name] === '' ? null : values[name];
    if (value === null && !before) continue;
    const parts = name.split('.');
    let at = document;
    for (const part of parts.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>;
    at[parts[parts.length - 1]!] = value;
  }
  return document;
}
