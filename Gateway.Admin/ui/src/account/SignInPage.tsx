import { Button, Checkbox, PasswordInput } from '@mantine/core';
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { ApiError, get, messageOf } from '../app/client';
import type { Me } from '../app/contract';
import { meOptions, queryClient } from '../app/queries';
import { session } from '../app/session';
import { Mark } from '../app/TenantSwitch';
import './account.css';

/** Only a path of ours, never another site. */
const safe = (path: string | undefined) => (path && /^\/(?![/\\])/.test(path) && !path.startsWith('/sign-in') ? path : '/');

export function SignInPage() {
  const navigate = useNavigate();
  const { hash } = useLocation();
  const search = useSearch({ from: '/sign-in' });
  const [token, setToken] = useState('');
  const [keep, setKeep] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => { document.title = 'Sign in · Gateway'; }, []);

  const enter = useCallback(async (given: string, stay: boolean) => {
    if (!given) return setFailure('Paste the access token.');
    setBusy(true);
    setFailure(null);
    try {
      const me = await get<Me>('/me', { token: given });
      session.start(given, stay);
      queryClient.setQueryData(meOptions.queryKey, me);
      await navigate({ href: safe(search.return), replace: true });
    } catch (error) {
      setFailure(error instanceof ApiError && error.status === 401 ? 'The gateway does not accept this token. Copy it again from the start of the gateway’s output.' : messageOf(error));
    } finally {
      setBusy(false);
    }
  }, [navigate, search.return]);

  // The link in the start banner carries the token behind the #, which no server sees; it must not stay in the address.
  useEffect(() => {
    const fromLink = new URLSearchParams(hash).get('token');
    if (!fromLink) return;
    history.replaceState(history.state, '', location.pathname + location.search);
    setToken(fromLink);
    void enter(fromLink, false);
  }, [hash, enter]);

  return (
    <main className="sign-in">
      <header><Mark size={36} /><div><h1>Sign in</h1><p>Gateway at {location.host}</p></div></header>
      <form className="card" onSubmit={(event) => { event.preventDefault(); void enter(token.trim(), keep); }}>
        <PasswordInput label="Access token" name="token" autoComplete="current-password" autoFocus value={token} error={failure}
          onChange={(event) => { setToken(event.currentTarget.value); setFailure(null); }} visibilityToggleButtonProps={{ 'aria-label': 'Show the token' }}
          inputWrapperOrder={['label', 'input', 'error', 'description']}
          description="The gateway prints a link with it when it starts; deploy/run shows it again." />
        <Checkbox label="Keep me signed in on this device" checked={keep} onChange={(event) => setKeep(event.currentTarget.checked)} />
        <Button type="submit" fullWidth disabled={busy}>Sign in</Button>
      </form>
    </main>
  );
}
