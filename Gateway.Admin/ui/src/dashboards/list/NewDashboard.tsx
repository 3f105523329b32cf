import { Button, Modal } from '@mantine/core';
import { useCallback } from 'react';
import { TextField } from '../../app/Fields';
import { type Errors, useDraft } from '../../app/form';

interface Values { title: string; folder: string }

/** What a new dashboard is called. What it shows is put together on its own page, and Save there stores it. */
export function NewDashboard({ onClose, onBegin }: { onClose(): void; onBegin(values: Values): Promise<void> }) {
  const draft = useDraft<Values>({ title: '', folder: '' }, useCallback((values: Values): Errors => (values.title.trim() ? {} : { title: 'Give it a title.' }), []));
  const begin = () => { if (draft.ready()) void onBegin({ title: draft.values.title.trim(), folder: draft.values.folder.trim() }); };
  return (
    <Modal opened onClose={onClose} title="New dashboard" size={460}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); begin(); }}>
        <TextField draft={draft} name="title" label="Title" autoFocus />
        <TextField draft={draft} name="folder" label="Folder" placeholder="None" help="Groups dashboards in the list." />
        <div className="modal-foot"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit">Add widgets</Button></div>
      </form>
    </Modal>
  );
}
