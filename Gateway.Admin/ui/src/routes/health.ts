import type { Cluster, GatewayNode } from '../app/contract';

export type DestinationState = 'drained' | 'unhealthy' | 'healthy' | 'unchecked';
export const stateWords: Record<DestinationState, string> = { drained: 'Drained', unhealthy: 'Down', healthy: 'Healthy', unchecked: 'Not checked' };

/** How a destination stands, and the nodes that pass it over. */
export function stateOf(cluster: Cluster, id: string, nodes: GatewayNode[] | undefined): { state: DestinationState; down: { node: string; active: boolean }[] } {
  const destination = cluster.destinations.find((one) => one.id === id);
  const down = (nodes ?? []).filter(({ healthy }) => healthy).flatMap((node) => (node.unhealthy ?? [])
    .filter((one) => one.tenant === cluster.tenant && one.cluster === cluster.id && one.destination === id).map(({ active }) => ({ node: node.name, active })));
  if (destination?.drain) return { state: 'drained', down: [] };
  if (down.length) return { state: 'unhealthy', down };
  return { state: cluster.healthCheck?.active?.enabled || cluster.healthCheck?.passive?.enabled ? 'healthy' : 'unchecked', down };
}

/** Of all destinations, those that may be chosen; `words` name the others. */
export function healthOf(cluster: Cluster, nodes: GatewayNode[] | undefined): { available: number; all: number; down: string[]; words: string } {
  const states = cluster.destinations.map(({ id }) => ({ id, ...stateOf(cluster, id, nodes) }));
  const away = states.filter(({ state }) => state === 'unhealthy' || state === 'drained');
  const down = states.filter(({ state }) => state === 'unhealthy').map(({ id }) => id);
  return { available: states.length - away.length, all: states.length, down, words: away.map(({ id, state }) => `${id} ${state === 'drained' ? 'drained' : 'down'}`).join(', ') };
}
