import { Button, Modal } from '@mantine/core';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { allTenants } from '../app/access';
import type { Grant } from '../app/contract';
import { endError, startOf } from '../app/days';
import { ExpiryField } from '../app/ExpiryField';
import { ChoiceField, TextField } from '../app/Fields';
import { type Errors, idError, idFrom, useDraft } from '../app/form';
import { roleWords, within } from '../app/roles';

interface TokenValues { name: string; id: string; roles: string | null; expiresAt: string | null }
const everything = 'everything';

/** All of one's rights, or one role of them. */
export function CreatePersonalToken({ owner, roles, busy, onClose, onCreate }: { owner: string; roles: Grant[]; busy: boolean; onClose(): void; onCreate(document: object): Promise<void> }) {
  const choices = useMemo(() => within(roles), [roles]);
  const draft = useDraft<TokenValues>({ name: '', id: '', roles: everything, expiresAt: null }, useCallback((values: TokenValues): Errors => {
    const [id, end] = [idError(values.id), endError(values.expiresAt)];
    return { ...(values.name.trim() ? (id ? { id } : {}) : { name: 'Give it a name, such as Backup script.' }), ...(end ? { expiresAt: end } : {}) };
  }, []));
  const { name, id } = draft.values;
  // The id follows the name until somebody writes one. Ids are unique in the tenant: with one's own in front, two people do not collide.
  const derived = useRef('');
  useEffect(() => {
    if (id !== derived.current) return;
    derived.current = name.trim() ? idFrom(`${owner} ${name}`) : '';
    if (id !== derived.current) draft.set('id', derived.current);
  }, [owner, name, id, draft]);
  const save = async () => {
    if (!draft.ready()) return;
    const chosen = choices[Number(draft.values.roles)];
    try { await onCreate({ id, name: name.trim(), ...(draft.values.roles !== everything && chosen ? { roles: [chosen] } : {}), expiresAt: startOf(draft.values.expiresAt) }); } catch (error) { draft.fail(error); }
  };
  return (
    <Modal opened onClose={onClose} title="New personal token" size={460}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <TextField draft={draft} name="name" label="Name" placeholder="Backup script" autoFocus />
        <TextField draft={draft} name="id" label="Id" mono help="Stays for good." />
        <ChoiceField draft={draft} name="roles" label="May" data={[{ value: everything, label: 'All that you may' }, ...choices.map((grant, at) => ({ value: String(at), label: `Only: ${roleWords(grant, allTenants)}` }))]} help="Give a program no more than it needs." />
        <ExpiryField draft={draft} />
        {draft.general && <p className="form-error" role="alert">{draft.general}</p>}
        <div className="modal-foot"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" disabled={busy}>Create token</Button></div>
      </form>
    </Modal>
  );
}
