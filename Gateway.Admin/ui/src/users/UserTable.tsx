import { Link } from '@tanstack/react-router';
import { allTenants } from '../app/access';
import { cut } from '../app/format';
import { RowAction, RowMenu } from '../app/listParts';
import type { User } from '../app/people';
import { rolesWords } from '../app/roles';
import { moment } from '../app/time';
import { Tag } from '../widgets/Tag';
import { seen, stateTag } from './userDocument';

export interface UserListProps { users: User[]; tenant: string; onOpen(user: User): void; onInvite(user: User): void; onRemove(user: User): void }

export const StateTag = ({ user }: { user: User }) => {
  const tag = stateTag(user);
  return tag && <Tag tone={tag.tone} title={tag.title}>{tag.words}</Tag>;
};
const all = (user: User) => [...user.roles, ...(user.claimedRoles ?? [])];
const Name = ({ user }: { user: User }) => (
  <Link className="row-name" to="/t/$tenant/users/$id" params={{ tenant: user.tenant, id: user.id }} title={cut(user.name, 400)} onClick={(event) => event.stopPropagation()}><bdi>{cut(user.name, 120)}</bdi></Link>
);
const Actions = ({ user, onOpen, onInvite, onRemove }: UserListProps & { user: User }) => (
  <RowMenu label={`Actions for ${cut(user.name, 60)}`}>
    <RowAction onClick={() => onOpen(user)}>Open</RowAction>
    {user.method === 'password' && <RowAction onClick={() => onInvite(user)}>{user.state === 'invited' ? 'New invitation' : 'New password'}</RowAction>}
    <RowAction danger onClick={() => onRemove(user)}>Remove</RowAction>
  </RowMenu>
);

export function UserTable(props: UserListProps) {
  const { users, tenant, onOpen } = props;
  return (
    <div className="card list-card"><div className="table-scroll">
      <table className="data-table two-line users-table">
        <thead><tr><th>User</th>{tenant === allTenants && <th>Tenant</th>}<th>Roles</th><th>Last sign-in</th><th><span className="sr-only">State</span></th><th><span className="sr-only">Actions</span></th></tr></thead>
        <tbody>{users.map((user) => {
          const roles = rolesWords(all(user), tenant) || 'No role';
          return (
            <tr key={`${user.tenant}/${user.id}`} className={`row-open${user.state === 'disabled' ? ' row-off' : ''}`} onClick={() => onOpen(user)}>
              <td className="user-cell"><Name user={user} /><div className="row-second"><bdi>{cut(user.signIn, 120)}</bdi></div></td>
              {tenant === allTenants && <td className="soft">{user.tenant}</td>}
              <td className="user-roles" title={cut(roles, 400)}>{cut(roles, 160)}</td>
              <td className="soft" title={user.lastSignInAt ? moment(user.lastSignInAt) : undefined}>{seen(user.lastSignInAt)}</td>
              <td><StateTag user={user} /></td>
              <td className="num"><Actions {...props} user={user} /></td>
            </tr>
          );
        })}</tbody>
      </table>
    </div></div>
  );
}

export function UserCards(props: UserListProps) {
  return (
    <ul className="card people-cards user-cards">
      {props.users.map((user) => (
        <li key={`${user.tenant}/${user.id}`}>
          <div className="people-card-head"><Name user={user} /><StateTag user={user} /><Actions {...props} user={user} /></div>
          <div className="row-second"><bdi>{cut(user.signIn, 120)}</bdi></div>
          <div className="people-card-roles">{cut(rolesWords(all(user), props.tenant) || 'No role', 200)}</div>
          <div className="soft people-card-facts"><span>Last sign-in: {seen(user.lastSignInAt)}</span>{props.tenant === allTenants && <span>{user.tenant}</span>}</div>
        </li>
      ))}
    </ul>
  );
}
