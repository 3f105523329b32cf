import { Button, Checkbox, Modal } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useState } from 'react';
import type { GatewayRoute, NewSecret } from '../app/contract';
import { CodeBlock, CopyButton } from '../app/Copy';
import { curl, edgeUrl } from '../app/examples';
import { cut } from '../app/format';
import { useList, useNodes } from '../app/queries';
import { moment, zone } from '../app/time';
import { mayCall } from './keyDocument';

/** The only time a secret is seen. It closes by the tick and Done alone: a stray Esc would lose it. */
export function SecretOnce({ secret, verb, tenant, onDone }: { secret: NewSecret; verb: string; tenant: string; onDone(): void }) {
  const [stored, setStored] = useState(false);
  const nodes = useNodes(tenant).data;
  const routes = useList<GatewayRoute>(secret.tenant, 'routes').items ?? [];
  const allow = secret.allow;
  const route = routes.find((one) => one.enabled && (!allow || allow?.routes.includes(one.id) || (one.api && allow?.apis.includes(one.api)) || one.groups?.some((group) => allow?.groups.includes(group))));
  const command = (key: string) => curl(route, edgeUrl(nodes?.proxyUrls), key);
  const applied = nodes?.items.filter((node) => node.appliedVersion === nodes.configVersion).length ?? 0;

  return (
    <Modal opened onClose={() => { if (stored) onDone(); }} closeOnClickOutside={false} closeOnEscape={false} withCloseButton={false} size={600} title={<bdi>Key {verb}: {cut(secret.name, 80)}</bdi>}>
      <p className="confirm">Copy it now. It is shown this once; only its hash is stored.</p>
      <div className="secret-row"><output className="secret mono" aria-label="The key">{secret.key}</output><CopyButton text={secret.key} autoFocus /></div>
      <div className="secret-label">Use it like this</div>
      <CodeBlock code={command(secret.key)} shown={command(`${secret.prefix}…${secret.lastFour}`)} label="Copy the command with the key" />
      <dl className="facts">
        <div><dt>Consumer</dt><dd><bdi>{cut(secret.consumer ?? '', 80) || '–'}</bdi></dd></div>
        <div><dt>May call</dt><dd><bdi>{cut(mayCall(secret.allow), 160)}</bdi></dd></div>
        <div><dt>Expires</dt><dd>{secret.expiresAt ? `${moment(secret.expiresAt)} ${zone}` : 'Never'}</dd></div>
        {nodes && <div><dt>Active on</dt><dd className="with-icon">{applied === nodes.items.length && <IconCircleCheckFilled size={16} className="fact-ok" aria-hidden="true" />}{applied} of {nodes.items.length} {nodes.items.length === 1 ? 'node' : 'nodes'}</dd></div>}
      </dl>
      <div className="secret-foot">
        <Checkbox label="I have stored this key" checked={stored} onChange={(event) => setStored(event.currentTarget.checked)} />
        <Button disabled={!stored} onClick={onDone}>Done</Button>
      </div>
    </Modal>
  );
}
