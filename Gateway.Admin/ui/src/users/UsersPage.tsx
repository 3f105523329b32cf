import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { allTenants, platformTenant, useMay } from '../app/access';
import { Confirm, type Confirmation } from '../app/Confirm';
import { cut } from '../app/format';
import { EmptyState, ListFoot, LoadFailed } from '../app/listParts';
import { refused, told } from '../app/notify';
import { PageHead } from '../app/PageHead';
import type { User } from '../app/people';
import { useChange, useList } from '../app/queries';
import type { UsersSearch } from '../app/search';
import { SearchField } from '../app/SearchField';
import { Waiting } from '../widgets/Waiting';
import { CreateUser } from './CreateUser';
import { InvitationOnce } from './InvitationOnce';
import { Others } from './Others';
import { removal } from './removal';
import { UserCards, type UserListProps, UserTable } from './UserTable';
import './users.css';

const api = getRouteApi('/t/$tenant/users');

/** Who may sign in here, and as what. */
export function UsersPage() {
  const { tenant } = api.useParams();
  const { search = '', create = false } = api.useSearch();
  const navigate = useNavigate();
  const mayManage = useMay('manage');
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  const list = useList<User>(tenant, 'users', search);
  const change = useChange<User>();
  const [made, setMade] = useState<User | null>(null);
  const [ask, setAsk] = useState<Confirmation | null>(null);
  const go = (next: UsersSearch) => void navigate({ to: '/t/$tenant/users', params: { tenant }, search: next, replace: true });
  const back = search ? { search } : {};

  const props: UserListProps | undefined = list.items && {
    users: list.items, tenant,
    onOpen: (user) => void navigate({ to: '/t/$tenant/users/$id', params: { tenant: user.tenant, id: user.id } }),
    onInvite: async (user) => {
      try { setMade((await change.mutateAsync({ method: 'POST', path: `/users/${encodeURIComponent(user.id)}/invite`, tenant: user.tenant })).data); } catch (error) { refused(`${cut(user.name, 60)} was not invited`, error); }
    },
    onRemove: (user) => setAsk(removal(user, async () => {
      await change.mutateAsync({ method: 'DELETE', path: `/users/${encodeURIComponent(user.id)}`, tenant: user.tenant, fresh: true });
      told(`${cut(user.name, 60)} is removed.`);
    })),
  };
  const newUser = mayManage && <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => go({ ...back, create: true })}>New user</Button>;

  return (
    <>
      <PageHead title="Users" count={props && !search ? `${props.users.length}${list.hasNextPage ? '+' : ''}` : undefined}>{newUser}</PageHead>
      {(props || !list.isError) && <div className="filter-bar"><SearchField value={search} placeholder="Search name or sign-in" onSearch={(words) => go(words ? { search: words } : {})} /><div className="filter-facts"><Link to="/t/$tenant/roles" params={{ tenant }}>What each role may do</Link></div></div>}
      {list.isError && !props ? <LoadFailed what="The users" error={list.error} onRetry={() => void list.refetch()} />
        : !props ? <Waiting lines={5} height={44} />
        : !props.users.length ? <EmptyState title={search ? 'No user fits the search' : 'No users yet'} action={search ? undefined : newUser}>{search ? 'Names, sign-in names and ids were searched.' : 'A user signs in with a name and password, or through a provider, and does what the roles allow.'}</EmptyState>
        : phone ? <UserCards {...props} /> : <UserTable {...props} />}
      <ListFoot shown={props?.users.length ?? 0} more={list.hasNextPage} busy={list.isFetching} onMore={() => void list.fetchNextPage()} />
      {props && !search && tenant !== allTenants && tenant !== platformTenant && <Others tenant={tenant} />}
      {create && mayManage && <CreateUser tenant={tenant} busy={change.isPending} onClose={() => go(back)} onCreate={async (owner, document) => {
        const { data } = await change.mutateAsync({ method: 'POST', path: '/users', tenant: owner, body: document });
        go(back);
        setMade(data);
      }} />}
      {made && <InvitationOnce user={made} onDone={() => setMade(null)} />}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </>
  );
}
