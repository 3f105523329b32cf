import { Button, Modal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect, useRef } from 'react';
import { allTenants, platformTenant } from '../app/access';
import { TextField } from '../app/Fields';
import { idFrom, useDraft } from '../app/form';
import { RolesEditor } from './RolesEditor';
import { newUser, ownerOf, userErrors, type UserValues } from './userDocument';

interface CreateUserProps { tenant: string; busy: boolean; onClose(): void; onCreate(owner: string, document: object): Promise<void> }

/** Who it is and what they may do; the answer is a link with which they choose their own password. */
export function CreateUser({ tenant, busy, onClose, onCreate }: CreateUserProps) {
  const within = tenant === allTenants || tenant === platformTenant ? null : tenant;
  const draft = useDraft(newUser(within), useCallback((values: UserValues) => userErrors(values, true), []));
  const { name, signIn, id, roles } = draft.values;
  // The id follows the sign-in name until somebody writes one.
  const derived = useRef('');
  useEffect(() => {
    if (id !== derived.current) return;
    derived.current = idFrom(signIn);
    if (id !== derived.current) draft.set('id', derived.current);
  }, [signIn, id, draft]);
  const save = async () => {
    if (!draft.ready()) return;
    try { await onCreate(within ?? ownerOf(roles), { id, name: name.trim(), signIn: signIn.trim(), roles, enabled: true }); } catch (error) { draft.fail(error); }
  };
  return (
    <Modal opened onClose={onClose} title="New user" size={560}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <TextField draft={draft} name="name" label="Name" placeholder="Anna Example" autoFocus />
        <TextField draft={draft} name="signIn" label="Sign-in name" placeholder="anna@example.com" help="What they type to sign in: an e-mail address or any name. No mail is sent." />
        <TextField draft={draft} name="id" label="Id" mono help="Stays for good." />
        <RolesEditor draft={draft} within={within} />
        <p className="help"><Link to="/t/$tenant/roles" params={{ tenant }}>What each role may do</Link></p>
        {draft.general && <p className="form-error" role="alert">{draft.general}</p>}
        <div className="modal-foot"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" disabled={busy}>Create invitation</Button></div>
      </form>
    </Modal>
  );
}
