import { Button, Modal, Select } from '@mantine/core';
import { useState } from 'react';
import { messageOf } from '../app/client';
import { cut } from '../app/format';

const graces = [{ value: '0', label: 'At once' }, { value: '3600', label: 'After 1 hour' }, { value: '86400', label: 'After 1 day' }, { value: '604800', label: 'After 7 days' }];

/** A new secret for the same key; the old one goes on for a while, so that callers can change over. */
export function RotateKey({ name, busy, onClose, onRotate }: { name: string; busy: boolean; onClose(): void; onRotate(graceSeconds: number): Promise<void> }) {
  const [grace, setGrace] = useState('86400');
  const [failure, setFailure] = useState<string | null>(null);
  const rotate = () => onRotate(Number(grace)).catch((error: unknown) => setFailure(messageOf(error)));
  return (
    <Modal opened onClose={onClose} title={<bdi>Rotate {cut(name, 60)}</bdi>} size={440}>
      <p className="confirm">The key gets a new secret, shown once. Its name, rights and figures stay.</p>
      <Select mt={14} label="The old secret stops" data={graces} value={grace} onChange={(value) => setGrace(value ?? '0')} allowDeselect={false} />
      {failure && <p className="form-error" role="alert">{failure}</p>}
      <div className="modal-foot"><Button variant="default" onClick={onClose}>Cancel</Button><Button disabled={busy} onClick={() => void rotate()}>Rotate {cut(name, 32)}</Button></div>
    </Modal>
  );
}
