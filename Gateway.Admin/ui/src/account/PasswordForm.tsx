import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useRef, useState } from 'react';
import { call } from '../app/client';
import type { Me } from '../app/contract';
import { refusalOf, waitWords } from './refusal';
import { useCountdown } from './useCountdown';

/** Name and password. The form is read when it is sent: password managers fill it without telling. */
export function PasswordForm({ onEnter }: { onEnter(me: Me): void }) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ field?: 'username' | 'password'; words: string } | null>(null);
  const [until, setUntil] = useState<number | null>(null);
  const [capitals, setCapitals] = useState(false);
  const password = useRef<HTMLInputElement>(null);
  const left = useCountdown(until);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const [signIn, secret] = [String(given.get('username') ?? '').trim(), String(given.get('password') ?? '')];
    if (!signIn) return setFailure({ field: 'username', words: 'Write your sign-in name.' });
    if (!secret) return setFailure({ field: 'password', words: 'Write your password.' });
    setBusy(true);
    setFailure(null);
    try {
      onEnter((await call<Me>('POST', '/sign-in', { body: { signIn, password: secret }, quiet: true })).data);
    } catch (error) {
      const { words, wait } = refusalOf(error);
      setFailure({ field: 'password', words });
      setUntil(wait === null ? null : Date.now() + wait * 1000);
      password.current?.select();
    } finally {
      setBusy(false);
    }
  };
  const notice = (event: KeyboardEvent) => setCapitals(event.getModifierState('CapsLock'));
  const words = (field: 'username' | 'password') => (failure?.field === field ? failure.words : undefined);

  return (
    <form noValidate onSubmit={(event) => void submit(event)} onChange={() => { if (!left) setFailure(null); }}>
      <TextInput label="Sign-in name" name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus error={words('username')} />
      <PasswordInput label="Password" name="password" autoComplete="current-password" ref={password} error={words('password')} aria-invalid={Boolean(words('password')) || undefined} visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        onKeyUp={notice} onKeyDown={notice} onBlur={() => setCapitals(false)} inputWrapperOrder={['label', 'input', 'error', 'description']} description={capitals ? 'Caps Lock is on.' : undefined} />
      <Button type="submit" fullWidth disabled={busy || left > 0}>{left > 0 ? `Try again in ${waitWords(left)}` : 'Sign in'}</Button>
    </form>
  );
}
