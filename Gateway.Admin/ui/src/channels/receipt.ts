import type { Channel, Told } from './contract';

/** Why a channel hears of an alert of its own tenant; undefined where it does not. */
export function receiptOf({ id, receives }: Pick<Channel, 'id' | 'receives'>, { severity, labels, named }: Told): string | undefined {
  if (named.includes(id)) return 'Named here';
  if (!receives) return undefined;
  const { severities = [], labels: wanted = {} } = receives;
  if (severities.length && !severities.includes(severity)) return undefined;
  if (!Object.entries(wanted).every(([name, value]) => labels[name] === value)) return undefined;
  return receiptWords(receives);
}

/** Which alerts a channel chooses by itself. */
export function receiptWords(receives: Channel['receives']): string {
  if (!receives) return 'Only alerts that name it';
  const { severities = [], labels = {}, tenants = [] } = receives;
  const levels = ['critical', 'warning', 'info'].filter((one) => severities.includes(one));
  const what = !levels.length || levels.length === 3 ? 'All alerts' : levels.length === 1 ? `${first(levels[0]!)} only` : first(levels.join(' and '));
  const also = Object.entries(labels).map(([name, value]) => `${name}: ${value}`);
  return [what, ...also, ...(tenants.includes('*') ? ['of all tenants'] : tenants.length ? [`of ${tenants.join(', ')}`] : [])].join(', ');
}
const first = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
