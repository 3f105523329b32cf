import type { GatewayRoute } from './contract';

/** Where this gateway takes requests, as seen from this page: an address that means every interface is reached by the page's own host. */
export const edgeUrl = (urls: string[] | undefined, host = location.hostname) =>
  (urls?.[0] ?? 'http://localhost:8080').replace(/\/+$/, '').replace(/^(https?:\/\/)(\[::\]|0\.0\.0\.0|\*|\+)(?=[:/]|$)/, `$1${host}`);

/** A path that the route's pattern takes. */
export const pathOf = (pattern: string | null | undefined) => (pattern ?? '/').replace(/\{\*\*?[^}]*\}/g, '').replace(/\{[^}]*\}/g, '1') || '/';

/** A call of this API for a terminal. */
export const apiCurl = (token: string, origin = location.origin) => `curl -H "Authorization: Bearer ${quoted(token)}" \\\n  ${origin}/api/v1/routes`;

const quoted = (text: string) => text.replace(/["\\$`]/g, '');
export const keyHeader = (route: GatewayRoute | undefined) => route?.access?.header || 'X-Api-Key';

/** A request to the route for a terminal; what a shell would carry out is taken from ids and paths. */
export function curl(route: GatewayRoute | undefined, edge: string, key?: string): string {
  const host = route?.match.hosts?.[0]?.replace(/^\*\./, 'www.');
  return [`curl "${edge}${quoted(pathOf(route?.match.path))}"`, key && `-H "${quoted(keyHeader(route))}: ${quoted(key)}"`, host && `-H "Host: ${quoted(host)}"`].filter(Boolean).join(' \\\n  ');
}
