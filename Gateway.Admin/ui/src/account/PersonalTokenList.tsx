import { useMediaQuery } from '@mantine/hooks';
import { allTenants } from '../app/access';
import type { AccessToken } from '../app/contract';
import { cut } from '../app/format';
import { RowAction, RowMenu } from '../app/listParts';
import { rolesWords } from '../app/roles';
import { ago, expiry, moment } from '../app/time';
import { Tag } from '../widgets/Tag';

interface PersonalTokenListProps { tokens: AccessToken[]; hint(token: AccessToken): string; onRemove(token: AccessToken): void }

const Ends = ({ token }: { token: AccessToken }) => {
  const { text, soon } = expiry(token.expiresAt);
  return soon || text === 'Expired' ? <Tag tone="warn" title={moment(token.expiresAt!)}>{text}</Tag> : <>{text}</>;
};

export function PersonalTokenList({ tokens, hint, onRemove }: PersonalTokenListProps) {
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  const menu = (token: AccessToken) => <RowMenu label={`Actions for ${cut(token.name, 60)}`}><RowAction danger onClick={() => onRemove(token)}>Remove</RowAction></RowMenu>;
  const roles = (token: AccessToken) => cut(rolesWords(token.roles, allTenants), 200);
  if (phone) {
    return (
      <ul className="people-cards" aria-label="Personal tokens">
        {tokens.map((token) => (
          <li key={token.id}>
            <div className="people-card-head"><b className="row-name"><bdi>{cut(token.name, 60)}</bdi></b>{menu(token)}</div>
            <div className="row-second mono">{hint(token)}</div>
            <div className="people-card-roles">{roles(token)}</div>
            <div className="people-card-facts soft"><span>Expires: <Ends token={token} /></span><span>Created {ago(token.createdAt)}</span></div>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className="table-scroll">
      <table className="data-table two-line own-tokens-table" aria-label="Personal tokens">
        <thead><tr><th>Token</th><th>May</th><th>Expires</th><th>Created</th><th><span className="sr-only">Actions</span></th></tr></thead>
        <tbody>{tokens.map((token) => (
          <tr key={token.id}>
            <td className="own-token-cell"><div className="row-name"><bdi>{cut(token.name, 120)}</bdi></div><div className="row-second mono">{hint(token)}</div></td>
            <td className="own-token-cell" title={roles(token)}>{roles(token)}</td><td className="soft"><Ends token={token} /></td><td className="soft" title={moment(token.createdAt)}>{ago(token.createdAt)}</td><td className="num">{menu(token)}</td>
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}
