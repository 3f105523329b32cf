import { Button, Modal } from '@mantine/core';
import { useCallback, useEffect, useRef } from 'react';
import { idFrom, useDraft } from '../app/form';
import { keyDocument, keyErrors, type KeyValues, newKey } from './keyDocument';
import { KeyFields } from './KeyFields';

export function CreateKey({ tenant, busy, onClose, onCreate }: { tenant: string; busy: boolean; onClose(): void; onCreate(document: object): Promise<void> }) {
  const draft = useDraft(newKey, useCallback((values: KeyValues) => keyErrors(values), []));
  // The id follows the name until somebody writes one.
  const derived = useRef('');
  const { name, id } = draft.values;
  useEffect(() => {
    if (id !== derived.current) return;
    derived.current = idFrom(name);
    if (id !== derived.current) draft.set('id', derived.current);
  }, [name, id, draft]);
  const save = async () => {
    if (!draft.ready()) return;
    try { await onCreate(keyDocument(draft.values, tenant)); } catch (error) { draft.fail(error); }
  };
  return (
    <Modal opened onClose={onClose} title="New key" size={520}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <KeyFields draft={draft} tenant={tenant} isNew />
        <div className="modal-foot"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" disabled={busy}>Create key</Button></div>
      </form>
    </Modal>
  );
}
