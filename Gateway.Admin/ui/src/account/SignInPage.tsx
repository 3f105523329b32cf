import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
import { get, messageOf } from '../app/client';
import type { Me } from '../app/contract';
import { entered, safeReturn } from '../app/entry';
import { cut } from '../app/format';
import type { SignInWays } from '../app/people';
import { session } from '../app/session';
import { Waiting } from '../widgets/Waiting';
import { EntryFrame } from './EntryFrame';
import { PasswordForm } from './PasswordForm';
import { TokenForm } from './TokenForm';

const useWays = () => useQuery({ queryKey: ['sign-in'], queryFn: ({ signal }) => get<SignInWays>('/sign-in', { signal, quiet: true }) });

/** By a provider, by name and password, or (quietly) by an access token. */
export function SignInPage() {
  const navigate = useNavigate();
  const { hash } = useLocation();
  const { return: back, way } = useSearch({ from: '/sign-in' });
  const ways = useWays();
  const [behind, setBehind] = useState<{ token: string | null; error: string | null }>({ token: null, error: null });

  // What stands behind the # (a token, or what a provider said) is seen by no server, and must not stay in the address.
  useEffect(() => {
    const words = new URLSearchParams(hash);
    if (!words.has('token') && !words.has('error')) return;
    history.replaceState(history.state, '', location.pathname + location.search);
    setBehind({ token: words.get('token'), error: words.get('error') });
  }, [hash]);

  const enter = useCallback((me: Me) => {
    entered(me);
    void navigate({ href: safeReturn(back), replace: true });
  }, [navigate, back]);
  const enterByPassword = useCallback((me: Me) => { session.end(); enter(me); }, [enter]);

  const byToken = way === 'token' || behind.token !== null;
  const methods = ways.data?.methods ?? [];
  const providers = methods.filter(({ id }) => id.startsWith('oidc/'));
  const local = methods.some(({ id }) => id === 'password');
  const other = byToken
    ? <Link to="/sign-in" search={{ ...(back ? { return: back } : {}) }} onClick={() => setBehind({ token: null, error: null })}>Use a name and password</Link>
    : <Link to="/sign-in" search={{ ...(back ? { return: back } : {}), way: 'token' }}>Use an access token</Link>;

  return (
    <EntryFrame title="Sign in" foot={<>{!byToken && local && !ways.data?.setUp && <p>Lost your password? Ask an admin for a new link.</p>}<p>{other}</p></>}>
      {ways.data?.secure === false && <Note>This connection is not encrypted: others in the network can read what you send. Use https.</Note>}
      {ways.data?.setUp && !byToken && <div className="card sign-in-note"><h2>This gateway has no admin yet</h2><p>Open the set-up link that it printed when it started. It creates the first admin and works once.</p></div>}
      {behind.error && <div className="sign-in-error" role="alert">{cut(behind.error, 300)}</div>}
      <div className="card sign-in-card">
        {byToken ? <TokenForm linked={behind.token} onEnter={enter} />
          : ways.isError && !ways.data ? <div className="sign-in-away" role="alert"><p>{messageOf(ways.error)}</p><Button variant="default" onClick={() => void ways.refetch()}>Retry</Button></div>
          : !ways.data ? <Waiting lines={3} height={40} />
          : (
            <>
              {providers.map(({ id, label }) => <Button key={id} variant="default" fullWidth component="a" href={`/api/v1/sign-in/${id}?return=${encodeURIComponent(safeReturn(back))}`}>Continue with {cut(label, 60)}</Button>)}
              {providers.length > 0 && local && <div className="sign-in-or"><span>or with a local account</span></div>}
              {local && <PasswordForm onEnter={enterByPassword} />}
              {!methods.length && <p className="soft">No way to sign in is configured. Use an access token.</p>}
            </>
          )}
      </div>
    </EntryFrame>
  );
}

const Note = ({ children }: { children: string }) => <div className="warn-line sign-in-line" role="status"><IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" /><span>{children}</span></div>;
