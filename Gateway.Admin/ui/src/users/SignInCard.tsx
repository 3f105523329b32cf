import { Button } from '@mantine/core';
import type { User } from '../app/people';
import { ago, moment } from '../app/time';

interface SignInCardProps { user: User; busy: boolean; onInvite(): void; onUnlock(): void }

const states = {
  active: () => 'May sign in.',
  invited: (user: User) => !user.invitationExpiresAt ? 'Has not chosen a password yet.' : Date.parse(user.invitationExpiresAt) > Date.now() ? `Has not chosen a password yet; the invitation works until ${moment(user.invitationExpiresAt)}.` : `The invitation expired on ${moment(user.invitationExpiresAt)}.`,
  locked: (user: User) => `Locked after too many wrong passwords${user.lockedUntil ? `, until ${moment(user.lockedUntil)}` : ''}.`,
  disabled: () => 'Disabled: cannot sign in, and all sessions have ended.',
};

/** How this person comes in, and what to do when they cannot. */
export function SignInCard({ user, busy, onInvite, onUnlock }: SignInCardProps) {
  return (
    <section className="card section-card" aria-labelledby="user-sign-in">
      <header>
        <div><h2 id="user-sign-in">Signing in</h2></div>
        {user.state === 'locked' && <Button variant="default" disabled={busy} onClick={onUnlock}>Unlock</Button>}
        {user.method === 'password' && <Button variant="default" disabled={busy} onClick={onInvite}>{user.state === 'invited' ? 'New invitation' : 'New password'}</Button>}
      </header>
      <div className="section-body">
        <dl className="facts user-facts">
          <div><dt>State</dt><dd>{states[user.state](user)}</dd></div>
          <div><dt>Signs in</dt><dd>{user.method === 'password' ? 'With name and password' : 'Through an identity provider'}</dd></div>
          <div><dt>Last sign-in</dt><dd title={user.lastSignInAt ? moment(user.lastSignInAt) : undefined}>{user.lastSignInAt ? ago(user.lastSignInAt) : 'Never'}</dd></div>
          <div><dt>Created</dt><dd>{moment(user.createdAt)}, by <bdi>{user.createdBy}</bdi></dd></div>
          <div><dt>Id</dt><dd className="mono">{user.id}</dd></div>
        </dl>
      </div>
    </section>
  );
}
