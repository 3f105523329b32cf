import { Button, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { cut } from './format';
import { messageOf } from './client';

export interface Confirmation { title: string; body: ReactNode; verb: string; run(): Promise<unknown> }

/** A destructive act: the button repeats the verb and the name; a refusal stays in view. */
export function Confirm({ ask, onClose }: { ask: Confirmation | null; onClose(): void }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const close = () => { setFailure(null); onClose(); };
  const act = async () => {
    setBusy(true);
    try { await ask?.run(); close(); } catch (error) { setFailure(messageOf(error)); } finally { setBusy(false); }
  };
  return (
    <Modal opened={ask !== null} onClose={close} title={<bdi>{cut(ask?.title ?? '', 80)}</bdi>} size={460}>
      <div className="confirm">{ask?.body}</div>
      {failure && <p className="form-error" role="alert">{failure}</p>}
      <div className="modal-foot"><Button variant="default" onClick={close} data-autofocus>Cancel</Button><Button className="danger" disabled={busy} onClick={() => void act()}>{cut(ask?.verb ?? '', 48)}</Button></div>
    </Modal>
  );
}
