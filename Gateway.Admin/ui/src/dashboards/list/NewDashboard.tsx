import { Button, Modal } from '@mantine/core';
import { useCallback } from 'react';
import { TextField } from '../../app/Fields';
import { type Errors, idFrom, useDraft } from '../../app/form';

interface Values { title: string; folder: string }

/** A name, and it is there: what it shows is put together on its own page. */
export function NewDashboard({ taken, onClose, onCreate }: { taken: string[]; onClose(): void; onCreate(document: { id: string; title: string; folder: string | null }): Promise<void> }) {
  const draft = useDraft<Values>({ title: '', folder: '' }, useCallback((values: Values): Errors => (values.title.trim() ? {} : { title: 'Give it a title.' }), []));
  const save = async () => {
    if (!draft.ready()) return;
    const { title, folder } = draft.values;
    try { await onCreate({ id: freeId(title, taken), title: title.trim(), folder: folder.trim() || null }); } catch (error) { draft.fail(error); }
  };
  return (
    <Modal opened onClose={onClose} title="New dashboard" size={460}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <TextField draft={draft} name="title" label="Title" autoFocus />
        <TextField draft={draft} name="folder" label="Folder" placeholder="None" help="Groups dashboards in the list." />
        {draft.general && <p className="form-error" role="alert">{draft.general}</p>}
        <div className="modal-foot"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit">Create dashboard</Button></div>
      </form>
    </Modal>
  );
}

/** An id from the title that no other dashboard of the list has. */
function freeId(title: string, taken: string[]): string {
  const base = idFrom(title).slice(0, 60) || 'dashboard';
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${number}`;
    if (!taken.includes(id) && !['export', 'import', 'removed', 'new'].includes(id)) return id;
  }
}
