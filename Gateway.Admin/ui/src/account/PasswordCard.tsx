import { Button } from '@mantine/core';
import { useCallback, useState } from 'react';
import { FormCard, PasswordField } from '../app/Fields';
import { type Errors, useDraft } from '../app/form';
import { told } from '../app/notify';
import { passwordError } from '../app/people';
import { useChange } from '../app/queries';
import { passwordHelp } from './invitation';

interface PasswordValues { current: string; next: string }

export function PasswordCard({ signIn }: { signIn: string }) {
  // A new form after a change: the old one would still hold both passwords.
  const [count, setCount] = useState(0);
  return <PasswordForm key={count} signIn={signIn} onDone={() => setCount(count + 1)} />;
}

function PasswordForm({ signIn, onDone }: { signIn: string; onDone(): void }) {
  const change = useChange();
  const draft = useDraft<PasswordValues>({ current: '', next: '' }, useCallback(({ current, next }: PasswordValues): Errors => {
    const wrong = passwordError(next, signIn);
    return { ...(current ? {} : { current: 'Write the password that you have now.' }), ...(wrong ? { next: wrong } : {}) };
  }, [signIn]));
  const save = async () => {
    if (!draft.ready()) return;
    try {
      await change.mutateAsync({ method: 'POST', path: '/me/password', body: draft.values });
      told('Your password is changed; all other sessions have ended.');
      onDone();
    } catch (error) { draft.fail(error); }
  };
  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <FormCard title="Password" sentence="A change ends all your other sessions.">
        <input type="text" name="username" autoComplete="username" value={signIn} readOnly hidden />
        <PasswordField draft={draft} name="current" label="Present password" autoComplete="current-password" />
        <PasswordField draft={draft} name="next" label="New password" autoComplete="new-password" help={passwordHelp(draft.values.next, signIn)} />
        {draft.general && <p className="form-error wide" role="alert">{draft.general}</p>}
        <div className="wide"><Button type="submit" variant="default" disabled={change.isPending || !draft.changed.length}>Change password</Button></div>
      </FormCard>
    </form>
  );
}
