import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { allTenants } from '../app/access';
import { call } from '../app/client';
import type { Me } from '../app/contract';
import { FormCard, TextField } from '../app/Fields';
import { useDraft } from '../app/form';
import { told } from '../app/notify';
import { meOptions } from '../app/queries';
import { rolesWords } from '../app/roles';
import { moment } from '../app/time';

/** Who one is here, and as what; the name can be changed. */
export function PersonCard({ me, tenant }: { me: Me; tenant: string }) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const draft = useDraft({ name: me.user?.name ?? me.name }, useCallback(({ name }: { name: string }): Record<string, string> => (name.trim() ? {} : { name: 'Write your name.' }), []));
  const save = async () => {
    if (!draft.ready()) return;
    setBusy(true);
    try {
      client.setQueryData(meOptions.queryKey, (await call<Me>('PUT', '/me', { body: { name: draft.values.name.trim() } })).data);
      told('Your name is saved.');
    } catch (error) { draft.fail(error); } finally { setBusy(false); }
  };
  const { user } = me;
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <FormCard title="You" sentence={user ? 'How the audit and others here call you.' : 'What this token may do.'}>
        {user && <TextField draft={draft} name="name" id="own-name" label="Name" autoComplete="name" />}
        <dl className="facts profile-facts">
          {user && <div><dt>Sign-in name</dt><dd><bdi>{user.signIn}</bdi></dd></div>}
          {user && <div><dt>Signs in</dt><dd>{user.method === 'password' ? 'With name and password' : 'Through an identity provider'}</dd></div>}
          <div><dt>Roles</dt><dd>{rolesWords(me.roles, allTenants) || 'None yet: ask an admin.'}<Link className="facts-link" to="/t/$tenant/roles" params={{ tenant }}>What they mean</Link></dd></div>
          {user?.lastSignInAt && <div><dt>Last sign-in</dt><dd>{moment(user.lastSignInAt)}</dd></div>}
        </dl>
        {draft.general && <p className="form-error wide" role="alert">{draft.general}</p>}
        {draft.changed.length > 0 && <div className="wide joined-actions"><Button type="submit" disabled={busy}>Save name</Button><Button variant="default" onClick={draft.reset}>Discard</Button></div>}
      </FormCard>
    </form>
  );
}
