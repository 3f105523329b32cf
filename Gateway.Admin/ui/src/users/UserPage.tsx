import { Switch } from '@mantine/core';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { Confirm, type Confirmation } from '../app/Confirm';
import { cut } from '../app/format';
import { LoadFailed, RowAction, RowMenu } from '../app/listParts';
import { refused, told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import type { User } from '../app/people';
import { useChange, useItem, useMe } from '../app/queries';
import { useTenant } from '../app/Shell';
import { Waiting } from '../widgets/Waiting';
import { InvitationOnce } from './InvitationOnce';
import { removal } from './removal';
import { SignInCard } from './SignInCard';
import { UserForm } from './UserForm';
import { UserSessions } from './UserSessions';
import { StateTag } from './UserTable';
import './users.css';

/** One user: name and roles, how they sign in, and where they are signed in now. */
export function UserPage() {
  const tenant = useTenant();
  const { id = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const me = useMe().data?.user;
  const item = useItem<User>(tenant, 'users', id);
  const change = useChange<User>();
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const [made, setMade] = useState<User | null>(null);
  const user = item.data?.data;
  const path = `/users/${encodeURIComponent(id)}`;
  const owner = user?.tenant ?? tenant;
  const self = me?.id === user?.id && me?.tenant === user?.tenant;

  /** Does it, says so, and shows what is stored then. */
  const act = async (method: 'POST' | 'PATCH', at: string, words: string, body?: object) => {
    try {
      const { data } = await change.mutateAsync({ method, path: `${path}${at}`, tenant: owner, body, fresh: method === 'PATCH' });
      await item.refetch();
      told(words);
      return data;
    } catch (error) { refused(`${cut(user?.name ?? id, 60)} was not changed`, error); }
  };
  const name = cut(user?.name ?? id, 60);

  return (
    <div className="form-page">
      <PageHead title={user?.name ?? id} tag={user && <StateTag user={user} />} trail={<Link to="/t/$tenant/users" params={{ tenant }}>Users</Link>}>
        {user && <Switch checked={user.enabled} label={user.enabled ? 'Enabled' : 'Disabled'} disabled={change.isPending || self} onChange={(event) => void act('PATCH', '', `${name} is ${event.currentTarget.checked ? 'enabled' : 'disabled'}.`, { enabled: event.currentTarget.checked })} />}
        {user && !self && <RowMenu label={`More for ${name}`}><RowAction danger onClick={() => setAsk(removal(user, async () => {
          await change.mutateAsync({ method: 'DELETE', path, tenant: owner, fresh: true });
          told(`${name} is removed.`);
          await navigate({ to: '/t/$tenant/users', params: { tenant } });
        }))}>Remove</RowAction></RowMenu>}
      </PageHead>
      {item.isError ? <LoadFailed what="This user" error={item.error} onRetry={() => void item.refetch()} />
        : !user ? <Waiting lines={3} height={160} />
        : (
          <>
            <UserForm key={item.data?.etag ?? ''} user={user} busy={change.isPending} onSave={async (document) => {
              await change.mutateAsync({ method: 'PATCH', path, tenant: owner, body: document, etag: item.data?.etag });
              told(`${name} is saved.`);
              await item.refetch();
            }} />
            <SignInCard user={user} busy={change.isPending} onUnlock={() => void act('POST', '/unlock', `${name} may sign in again.`)}
              onInvite={async () => { const data = await act('POST', '/invite', 'The link is made.'); if (data) setMade(data); }} />
            <UserSessions user={user} onEnd={(run) => setAsk({ title: `End all sessions of ${user.name}?`, verb: 'End all sessions', body: `${name} is signed out everywhere within seconds and has to sign in again. Personal tokens go on.`, run })} />
          </>
        )}
      {made && <InvitationOnce user={made} onDone={() => setMade(null)} />}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </div>
  );
}
