import { Button } from '@mantine/core';
import type { Confirmation } from '../app/Confirm';
import { LoadFailed } from '../app/listParts';
import { refused, told } from '../app/notify';
import type { UserSession } from '../app/people';
import { useChange, useItems } from '../app/queries';
import { Sessions } from '../app/Sessions';
import { Tag } from '../widgets/Tag';
import { Waiting } from '../widgets/Waiting';

/** Where one is signed in; each other session can be ended. The present one ends by Sign out. */
export function OwnSessions({ onAsk }: { onAsk(ask: Confirmation): void }) {
  const sessions = useItems<UserSession>(undefined, '/me/sessions');
  const change = useChange();
  const end = async (id: string) => {
    try { await change.mutateAsync({ method: 'DELETE', path: `/me/sessions/${encodeURIComponent(id)}` }); told('The session has ended.'); } catch (error) { refused('The session was not ended', error); }
  };
  const others = sessions.items?.some(({ current }) => !current);
  return (
    <section className="card list-card section-card" aria-labelledby="own-sessions">
      <header>
        <div><h2 id="own-sessions">Sessions</h2></div>
        {others && <Button variant="default" onClick={() => onAsk({ title: 'End all other sessions?', verb: 'End all others', body: 'Every other browser is signed out within seconds. Personal tokens go on.', run: async () => { await change.mutateAsync({ method: 'DELETE', path: '/me/sessions' }); told('All other sessions have ended.'); } })}>End all others</Button>}
        <p>The browsers in which you are signed in. If you do not know one, end it and change your password.</p>
      </header>
      {sessions.isError && !sessions.items ? <LoadFailed what="Your sessions" error={sessions.error} onRetry={() => void sessions.refetch()} />
        : !sessions.items ? <div className="section-body"><Waiting lines={2} height={36} /></div>
        : !sessions.items.length ? <p className="section-body soft">You are signed in by a token alone.</p>
        : <Sessions sessions={sessions.items} tagOf={({ current }) => current && <Tag tone="info">This one</Tag>}
            actionOf={(session) => !session.current && <Button variant="subtle" size="xs" disabled={change.isPending} aria-label={`End the session of ${session.client ?? 'an unknown browser'}`} onClick={() => void end(session.id)}>End</Button>} />}
    </section>
  );
}
