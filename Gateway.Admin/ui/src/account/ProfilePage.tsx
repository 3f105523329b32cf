import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { Confirm, type Confirmation } from '../app/Confirm';
import { cut } from '../app/format';
import { LoadFailed } from '../app/listParts';
import { PageHead } from '../app/PageHead';
import { useMe } from '../app/queries';
import { Waiting } from '../widgets/Waiting';
import { OwnSessions } from './OwnSessions';
import { OwnUsage } from './OwnUsage';
import { PasswordCard } from './PasswordCard';
import { PersonCard } from './PersonCard';
import { PersonalTokens } from './PersonalTokens';
import './profile.css';

const api = getRouteApi('/t/$tenant/profile');

/** What one may see and change about oneself. */
export function ProfilePage() {
  const { tenant } = api.useParams();
  const range = api.useSearch();
  const asked = useMe();
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const me = asked.data;
  return (
    <div className="form-page profile">
      <PageHead title="Profile" />
      {asked.isError && !me ? <LoadFailed what="Your profile" error={asked.error} onRetry={() => void asked.refetch()} />
        : !me ? <Waiting lines={3} height={160} />
        : !me.user ? (
          <>
            <PersonCard me={me} tenant={tenant} />
            <p className="form-note profile-note">You are signed in with an access token ({cut(me.name, 80)}), which belongs to no person: it has no password, no sessions and no usage of its own.</p>
          </>
        ) : (
          <>
            <PersonCard key={me.name} me={me} tenant={tenant} />
            {me.user.method === 'password' && <PasswordCard signIn={me.user.signIn} />}
            <OwnSessions onAsk={setAsk} />
            <PersonalTokens owner={me.user.id} roles={me.roles} onAsk={setAsk} />
            <OwnUsage tenant={tenant} range={{ from: range.from, to: range.to }} method={me.user.method} />
          </>
        )}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </div>
  );
}
