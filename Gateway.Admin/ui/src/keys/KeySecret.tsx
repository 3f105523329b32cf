import { IconCircleCheckFilled } from '@tabler/icons-react';
import type { GatewayRoute, NewSecret } from '../app/contract';
import { curl, edgeUrl } from '../app/examples';
import { cut } from '../app/format';
import { useList, useNodes } from '../app/queries';
import { SecretOnce } from '../app/SecretOnce';
import { moment, zone } from '../app/time';
import { hint, mayCall } from './keyDocument';

/** A key's new secret, with a request that it opens. */
export function KeySecret({ secret, verb, tenant, onDone }: { secret: NewSecret; verb: string; tenant: string; onDone(): void }) {
  const nodes = useNodes(tenant).data;
  const routes = useList<GatewayRoute>(secret.tenant, 'routes').items ?? [];
  const allow = secret.allow;
  const route = routes.find((one) => one.enabled && (!allow || allow?.routes.includes(one.id) || (one.api && allow?.apis.includes(one.api)) || one.groups?.some((group) => allow?.groups.includes(group))));
  const applied = nodes?.items.filter((node) => node.appliedVersion === nodes.configVersion).length ?? 0;

  return (
    <SecretOnce title={`Key ${verb}: ${cut(secret.name, 80)}`} what="key" secret={secret.key} hint={hint(secret)} command={(key) => curl(route, edgeUrl(nodes?.proxyUrls), key)} onDone={onDone}>
      <div><dt>Consumer</dt><dd><bdi>{cut(secret.consumer ?? '', 80) || '–'}</bdi></dd></div>
      <div><dt>May call</dt><dd><bdi>{cut(mayCall(secret.allow), 160)}</bdi></dd></div>
      <div><dt>Expires</dt><dd>{secret.expiresAt ? `${moment(secret.expiresAt)} ${zone}` : 'Never'}</dd></div>
      {nodes && <div><dt>Active on</dt><dd className="with-icon">{applied === nodes.items.length && <IconCircleCheckFilled size={16} className="fact-ok" aria-hidden="true" />}{applied} of {nodes.items.length} {nodes.items.length === 1 ? 'node' : 'nodes'}</dd></div>}
    </SecretOnce>
  );
}
