import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError, call, messageOf } from '../app/client';
import type { Me } from '../app/contract';
import { entered } from '../app/entry';
import { cut } from '../app/format';
import type { Invitation } from '../app/people';
import { session } from '../app/session';
import { Waiting } from '../widgets/Waiting';
import { EntryFrame } from './EntryFrame';
import { InvitationForm } from './InvitationForm';

/** What the link is good for. The secret stays in the address until it is used, so that loading the page again loses nothing. */
const useInvitation = (token: string) => useQuery({
  queryKey: ['invitation', token],
  queryFn: async ({ signal }) => (await call<Invitation>('POST', '/invitations/look', { body: { token }, signal, quiet: true })).data,
  enabled: token !== '', staleTime: Infinity, refetchOnWindowFocus: false,
});

const titles: Record<Invitation['purpose'], string> = { setUp: 'Set up this gateway', welcome: 'Welcome', reset: 'Choose a new password' };

/** The page of every link that works once: the first admin, a new user, a new password. */
export function InvitationPage() {
  const { hash, pathname } = useLocation();
  const navigate = useNavigate();
  const [token] = useState(() => new URLSearchParams(hash).get('token') ?? '');
  const asked = useInvitation(token);
  const invitation = asked.data;
  const usual: Invitation['purpose'] = pathname.startsWith('/set-up') ? 'setUp' : 'welcome';
  const gone = !token || (asked.error instanceof ApiError && (asked.error.status === 404 || asked.error.status === 410));
  const title = invitation?.purpose === 'welcome' && invitation.name ? `Welcome, ${cut(invitation.name, 40)}` : titles[invitation?.purpose ?? usual];

  const accept = async (given: object) => {
    const { data } = await call<Me>('POST', '/invitations/accept', { body: { token, ...given }, quiet: true });
    session.end();
    entered(data);
    await navigate({ to: '/', replace: true });
  };

  return (
    <EntryFrame title={title} foot={<p><Link to="/sign-in" search={{}}>Sign in instead</Link></p>}>
      {gone ? <Gone setUp={usual === 'setUp'} missing={!token} />
        : asked.isError ? <div className="card sign-in-card"><div className="sign-in-away" role="alert"><p>{messageOf(asked.error)}</p><Button variant="default" onClick={() => void asked.refetch()}>Retry</Button></div></div>
        : <div className="card sign-in-card">{invitation ? <InvitationForm invitation={invitation} onAccept={accept} /> : <Waiting lines={4} height={40} />}</div>}
    </EntryFrame>
  );
}

const Gone = ({ setUp, missing }: { setUp: boolean; missing: boolean }) => (
  <div className="card sign-in-note" role="alert">
    <h2>{missing ? 'This link is not complete' : 'This link is used up or has expired'}</h2>
    <p>{missing ? 'Its secret is missing. Copy the whole link again.' : setUp ? 'Each works once. As long as there is no admin, the gateway prints a new set-up link when it starts.' : 'Each works once, and for a limited time. Ask whoever sent it for a new one.'}</p>
  </div>
);
