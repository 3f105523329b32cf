import { Button } from '@mantine/core';
import { LoadFailed } from '../app/listParts';
import { told } from '../app/notify';
import type { User, UserSession } from '../app/people';
import { useChange, useItems } from '../app/queries';
import { Sessions } from '../app/Sessions';
import { Tag } from '../widgets/Tag';
import { Waiting } from '../widgets/Waiting';

/** Where the person is signed in; all of it ends at once. */
export function UserSessions({ user, onEnd }: { user: User; onEnd(run: () => Promise<unknown>): void }) {
  const path = `/users/${encodeURIComponent(user.id)}/sessions`;
  const sessions = useItems<UserSession>(user.tenant, path);
  const change = useChange();
  return (
    <section className="card list-card section-card" aria-labelledby="user-sessions">
      <header>
        <div><h2 id="user-sessions">Sessions</h2></div>
        {Boolean(sessions.items?.length) && <Button variant="default" onClick={() => onEnd(async () => { await change.mutateAsync({ method: 'DELETE', path, tenant: user.tenant }); told('All sessions have ended.'); })}>End all sessions</Button>}
      </header>
      {sessions.isError && !sessions.items ? <LoadFailed what="The sessions" error={sessions.error} onRetry={() => void sessions.refetch()} />
        : !sessions.items ? <div className="section-body"><Waiting lines={2} height={36} /></div>
        : !sessions.items.length ? <p className="section-body soft">Not signed in anywhere.</p>
        : <Sessions sessions={sessions.items} tagOf={(session) => session.current && <Tag tone="info">This one</Tag>} />}
    </section>
  );
}
