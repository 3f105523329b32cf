import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { PasswordField, TextField } from '../app/Fields';
import { useDraft } from '../app/form';
import type { Invitation } from '../app/people';
import { moment } from '../app/time';
import { type InvitationValues, invitationErrors, passwordHelp } from './invitation';

/** A password for whom the link is; who sets the gateway up also says who they are. */
export function InvitationForm({ invitation, onAccept }: { invitation: Invitation; onAccept(given: object): Promise<void> }) {
  const setUp = invitation.purpose === 'setUp';
  const [busy, setBusy] = useState(false);
  const draft = useDraft<InvitationValues>(
    { name: invitation.name ?? '', signIn: invitation.signIn ?? '', password: '' },
    useCallback((values: InvitationValues) => invitationErrors(values, setUp), [setUp]));
  const { name, signIn, password } = draft.values;
  const save = async () => {
    if (!draft.ready()) return;
    setBusy(true);
    try { await onAccept(setUp ? { name: name.trim(), signIn: signIn.trim(), password } : { password }); } catch (error) { draft.fail(error); } finally { setBusy(false); }
  };
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
      {setUp && <p className="soft">You become the first platform admin: you may do everything and invite others.</p>}
      {setUp && <TextField draft={draft} name="name" label="Name" placeholder="Anna Example" autoComplete="name" required />}
      <TextField draft={draft} name="signIn" label="Sign-in name" placeholder="anna@example.com" autoComplete="username" required readOnly={!setUp} help={setUp ? 'What you type to sign in: an e-mail address or any name.' : undefined} />
      <PasswordField draft={draft} name="password" label="Password" autoComplete="new-password" required help={passwordHelp(password, signIn)} />
      {draft.general && <p className="form-error" role="alert">{draft.general}</p>}
      <Button type="submit" fullWidth disabled={busy}>{setUp ? 'Create the first admin' : 'Save password and sign in'}</Button>
      <p className="help">This link works once, until {moment(invitation.expiresAt)}.</p>
    </form>
  );
}
