import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { ApiError, messageOf } from './client';
import { cut, sentence } from './format';
import { clashes, merged, type Side } from './merge';
import { TakeOver } from './TakeOver';

/** What is published now, and its ETag. */
interface Current { theirs: unknown; etag: string | null }
/** A change that came too late: what the reader began with, what is there now, and what the reader wanted. */
export interface Late extends Current { name: string; base: unknown; mine: unknown }

/** What refused a change as stale; undefined when it was refused for something else. */
export const currentOf = (error: unknown): Current | undefined => (error instanceof ApiError && error.status === 412 && error.problem.current ? { theirs: error.problem.current, etag: error.etag } : undefined);

/** Somebody else was first: both versions side by side, field by field; what is chosen is saved over theirs, which has been seen. */
export function StaleDialog({ late, onClose, onSave }: { late: Late; onClose(): void; onSave(document: unknown, etag: string | null): Promise<unknown> }) {
  const [newer, setNewer] = useState<Current>();
  const { theirs, etag } = newer ?? late;
  const [sides, setSides] = useState<Record<string, Side>>({});
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const found = clashes(late.base, theirs, late.mine);
  const save = async () => {
    setBusy(true);
    setFailure(null);
    try { await onSave(merged(theirs, found, sides), etag); } catch (error) {
      setNewer(currentOf(error) ?? newer);
      setFailure(sentence(messageOf(error)));
    } finally { setBusy(false); }
  };
  return (
    <Modal opened onClose={onClose} title={<>Somebody else changed <bdi>{cut(late.name, 60)}</bdi></>} size={860}>
      <p className="soft">It was published after you began. Choose field by field; what you changed alone is yours already.</p>
      <TakeOver found={found} sides={sides} onSide={(path, side) => setSides((old) => ({ ...old, [path]: side }))} />
      {failure && <p className="form-error" role="alert">{failure}</p>}
      <div className="modal-foot">
        <Button variant="default" onClick={onClose} data-autofocus>Back to the form</Button>
        <Button disabled={busy} onClick={() => void save()}>Save this</Button>
      </div>
    </Modal>
  );
}
