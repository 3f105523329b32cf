import { pathOf } from '../app/examples';
import type { GatewayRoute } from '../app/contract';

/** What `POST /routes/try` answers: what would become of a request that nobody sent. */
export interface Trial {
  version: number; winner: { tenant: string; id: string; team: string | null; order: number; cluster: string } | null; isHidden: boolean;
  refusal: { status: number; title: string; detail: string } | null;
  upstream: { method: string; url: string; headers: HeaderLine[]; withheld: string[]; cluster: string; destination: string; destinations: string[] } | null;
  others: { tenant: string; id: string; reason: string; detail: string }[]; furtherOthers: number;
}
export interface HeaderLine { name: string; value: string }

export const reasonWords: Record<string, string> = { order: 'Order', disabled: 'State', host: 'Host', path: 'Path', method: 'Method', header: 'Header', query: 'Query' };

/** `Name: value`, one a line. */
export function headerLines(text: string): { lines: HeaderLine[]; wrong?: string } {
  const lines: HeaderLine[] = [];
  for (const line of text.split('\n').map((one) => one.trim()).filter(Boolean)) {
    const colon = line.indexOf(':');
    if (colon < 1) return { lines: [], wrong: `Write a name, a colon and a value, such as X-Api-Key: …; “${line.slice(0, 40)}” has none.` };
    lines.push({ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() });
  }
  return { lines };
}

/** An address that the route takes, to begin with: its host, or else where this gateway listens. */
export function exampleUrl(route: GatewayRoute | undefined, edge: string): string {
  const host = route?.match.hosts?.[0]?.replace(/^\*\./, 'www.');
  return `${host ? `https://${host}` : edge}${route ? pathOf(route.match.path) : '/'}`;
}

/** The request as it would stand on the wire. */
export function wire({ method, url, headers }: NonNullable<Trial['upstream']>): string {
  const { pathname, search } = new URL(url);
  return [`${method} ${pathname}${search} HTTP/1.1`, ...headers.map(({ name, value }) => `${name}: ${value}`)].join('\n');
}
