import { expect, test } from 'vitest';
import type { Cluster, GatewayNode } from '../app/contract';
import { healthOf, stateOf } from './health';

const cluster = { id: 'c', tenant: 't', destinations: [{ id: 'a', address: '' }, { id: 'b', address: '', drain: true }, { id: 'd', address: '' }], healthCheck: { active: { enabled: true } } } as Cluster;
const node = (name: string, destination: string, tenant = 't', healthy = true) => ({ name, healthy, unhealthy: [{ tenant, cluster: 'c', destination, active: true }] }) as unknown as GatewayNode;

test('a destination is down when a living node passes it over', () => {
  expect(stateOf(cluster, 'a', [node('one', 'a'), node('two', 'd', 'other')])).toEqual({ state: 'unhealthy', down: [{ node: 'one', active: true }] });
  expect(stateOf(cluster, 'd', [node('two', 'd', 'other'), node('dead', 'd', 't', false)]).state).toBe('healthy');
  expect(stateOf(cluster, 'b', [node('one', 'b')]).state).toBe('drained');
  expect(stateOf({ ...cluster, healthCheck: null }, 'a', []).state).toBe('unchecked');
  expect(healthOf(cluster, [node('one', 'a')])).toEqual({ available: 1, all: 3, down: ['a'], words: 'a down, b drained' });
});
