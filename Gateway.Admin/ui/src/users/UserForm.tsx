import { Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import { platformTenant } from '../app/access';
import { FormCard, TextField } from '../app/Fields';
import { useDraft } from '../app/form';
import type { User } from '../app/people';
import { rolesWords } from '../app/roles';
import { SaveBar } from '../app/SaveBar';
import { RolesEditor } from './RolesEditor';
import { userErrors, userValues, type UserValues } from './userDocument';

const labels = { name: 'Name', signIn: 'Sign-in name', roles: 'Roles' };

export function UserForm({ user, busy, onSave }: { user: User; busy: boolean; onSave(document: object): Promise<unknown> }) {
  const draft = useDraft(userValues(user), useCallback((values: UserValues) => userErrors(values, false), []));
  const within = user.tenant === platformTenant ? null : user.tenant;
  const save = async () => {
    if (!draft.ready()) return;
    const { name, signIn, roles } = draft.values;
    const document = { name: name.trim(), signIn: signIn.trim(), roles };
    try { await onSave(Object.fromEntries(Object.entries(document).filter(([field]) => draft.changed.includes(field as keyof UserValues)))); } catch (error) { draft.fail(error); }
  };
  return (
    <form noValidate onSubmit={(event) => event.preventDefault()}>
      <FormCard title="Person" sentence="How the person is called, here and in the audit.">
        <TextField draft={draft} name="name" label="Name" />
        <TextField draft={draft} name="signIn" label="Sign-in name" disabled={user.method !== 'password'} help={user.method === 'password' ? 'What they type to sign in.' : 'As the identity provider says it.'} />
      </FormCard>
      <FormCard title="Roles" sentence="What the person may do. Changes take effect within two seconds, also where they are signed in.">
        <RolesEditor draft={draft} within={within} />
        {Boolean(user.claimedRoles?.length) && <p className="form-note wide">The identity provider also gave, at the last sign-in: {rolesWords(user.claimedRoles!, user.tenant)}.</p>}
        <p className="help wide"><Link to="/t/$tenant/roles" params={{ tenant: user.tenant }}>What each role may do</Link></p>
      </FormCard>
      <SaveBar draft={draft} name={user.name} labels={labels} busy={busy} verb="Save user" onSave={() => void save()} />
    </form>
  );
}
