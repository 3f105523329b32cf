import { Button, Checkbox, PasswordInput } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { ApiError, get, messageOf } from '../app/client';
import type { Me } from '../app/contract';
import { session } from '../app/session';

/** The second way in. `linked` is the token of the start banner's link; it is tried at once. */
export function TokenForm({ linked, onEnter }: { linked: string | null; onEnter(me: Me): void }) {
  const [token, setToken] = useState(linked ?? '');
  const [keep, setKeep] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const enter = useCallback(async (given: string, stay: boolean) => {
    if (!given) return setFailure('Paste the access token.');
    setBusy(true);
    setFailure(null);
    try {
      const me = await get<Me>('/me', { token: given });
      session.start(given, stay);
      onEnter(me);
    } catch (error) {
      setFailure(error instanceof ApiError && error.status === 401 ? 'The gateway does not accept this token. It may have expired or been removed.' : messageOf(error));
    } finally {
      setBusy(false);
    }
  }, [onEnter]);
  useEffect(() => { if (linked) void enter(linked, false); }, [linked, enter]);

  return (
    <form noValidate onSubmit={(event) => { event.preventDefault(); void enter(token.trim(), keep); }}>
      <PasswordInput label="Access token" name="token" autoComplete="off" autoFocus value={token} error={failure} aria-invalid={failure !== null || undefined}
        onChange={(event) => { setToken(event.currentTarget.value); setFailure(null); }} visibilityToggleButtonProps={{ 'aria-label': 'Show the token' }}
        inputWrapperOrder={['label', 'input', 'error', 'description']} description="A personal token, or the one that the gateway was started with." />
      <Checkbox label="Keep me signed in on this device" checked={keep} onChange={(event) => setKeep(event.currentTarget.checked)} />
      <Button type="submit" fullWidth disabled={busy}>Sign in</Button>
    </form>
  );
}
