import { Button, Checkbox, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { CodeBlock, CopyButton } from './Copy';

/** `command`: how it is used, written with the secret and shown with its hint. `stored`: what one ticks. */
interface SecretOnceProps { title: string; what: string; secret: string; hint?: string; command?(secret: string): string; stored?: string; lead?: string; children: ReactNode; onDone(): void }

/** The only time a secret is seen. It closes by the tick and Done alone: a stray Esc would lose it. The children are facts about it. */
export function SecretOnce({ title, what, secret, hint = '', command, stored: tick = `I have stored this ${what}`, lead = 'Copy it now. It is shown this once; only its hash is stored.', children, onDone }: SecretOnceProps) {
  const [stored, setStored] = useState(false);
  return (
    <Modal opened onClose={() => { if (stored) onDone(); }} closeOnClickOutside={false} closeOnEscape={false} withCloseButton={false} size={600} title={<bdi>{title}</bdi>}>
      <p className="confirm">{lead}</p>
      <div className="secret-row"><output className="secret mono" aria-label={`The ${what}`}>{secret}</output><CopyButton text={secret} autoFocus /></div>
      {command && <div className="secret-label">Use it like this</div>}
      {command && <CodeBlock code={command(secret)} shown={command(hint)} label={`Copy the command with the ${what}`} />}
      <dl className="facts">{children}</dl>
      <div className="secret-foot">
        <Checkbox label={tick} checked={stored} onChange={(event) => setStored(event.currentTarget.checked)} />
        <Button disabled={!stored} onClick={onDone}>Done</Button>
      </div>
    </Modal>
  );
}
