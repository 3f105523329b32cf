import type { GatewayNode, Nodes } from '../app/contract';
import { ago } from '../app/time';

const minute = 60_000;
/** For how long, in the two largest units. */
export function since(time: string | null | undefined, now = Date.now()): string {
  if (!time) return '–';
  const minutes = Math.max(0, Math.floor((now - Date.parse(time)) / minute));
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  return days ? `${days} d ${hours} h` : hours ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}

/** What is wrong with a node, a sentence each; what it says itself after what the others see. */
export function troublesOf(node: GatewayNode, { configVersion }: Pick<Nodes, 'configVersion'>): string[] {
  if (!node.healthy) return [`It was last seen ${ago(node.lastSeen)}: it is down, or does not reach the database.`];
  return [
    node.refusal ? `It refused the configuration and runs v${node.appliedVersion}. ${node.refusal}` : '',
    !node.refusal && node.snapshotAge === null && configVersion - node.appliedVersion > 1 ? `It is ${configVersion - node.appliedVersion} versions behind.` : '',
    ...(node.health?.problems ?? []).filter((words) => !words.startsWith('the newest configuration')).map((words) => `${words.charAt(0).toUpperCase()}${words.slice(1)}.`),
  ].filter(Boolean);
}
