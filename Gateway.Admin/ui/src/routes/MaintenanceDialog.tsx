import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { spanError } from '../app/form';
import { cut } from '../app/format';

/** Lets a route rest: requests hear 503, a text, and when to ask again. */
export function MaintenanceDialog({ id, busy, onClose, onRest }: { id: string; busy: boolean; onClose(): void; onRest(maintenance: { text: string | null; retryAfter: string }): Promise<void> }) {
  const [text, setText] = useState('');
  const [after, setAfter] = useState('00:05:00');
  const error = spanError(after);
  return (
    <Modal opened onClose={onClose} title={`Maintenance of ${cut(id, 40)}`} size={480}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); if (!error) void onRest({ text: text.trim() || null, retryAfter: after }); }}>
        <p className="confirm">Requests are answered with 503 until you end it. They are counted as refused for maintenance.</p>
        <Textarea label="What callers read" placeholder="This route rests for maintenance. Try again later." autosize minRows={2} maxRows={6} maxLength={1000} value={text} onChange={(event) => setText(event.currentTarget.value)} data-autofocus />
        <TextInput label="Ask again after" description="Hours, minutes, seconds; sent as Retry-After." classNames={{ input: 'mono' }} value={after} error={error} onChange={(event) => setAfter(event.currentTarget.value)} />
        <div className="modal-foot"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" disabled={busy || Boolean(error)}>Start maintenance</Button></div>
      </form>
    </Modal>
  );
}
