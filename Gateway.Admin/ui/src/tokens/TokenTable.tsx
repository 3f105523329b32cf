import { allTenants } from '../app/access';
import type { AccessToken } from '../app/contract';
import { cut } from '../app/format';
import { RowAction, RowMenu } from '../app/listParts';
import { rolesWords } from '../app/roles';
import { ago, expiry, moment } from '../app/time';
import { Tag } from '../widgets/Tag';
import { hint } from './tokenDocument';

export interface TokenListProps { tokens: AccessToken[]; tenant: string; mayRemove: boolean; onRemove(token: AccessToken): void }

const Ends = ({ item }: { item: AccessToken }) => {
  const { text, soon } = expiry(item.expiresAt);
  const title = item.expiresAt ? moment(item.expiresAt) : undefined;
  return soon || text === 'Expired' ? <Tag tone="warn" title={title}>{text}</Tag> : <span title={title}>{text}</span>;
};

const Actions = ({ item, mayRemove, onRemove }: TokenListProps & { item: AccessToken }) => mayRemove && (
  <RowMenu label={`Actions for ${cut(item.name, 60)}`}><RowAction danger onClick={() => onRemove(item)}>Remove</RowAction></RowMenu>
);

export function TokenTable(props: TokenListProps) {
  const { tokens, tenant } = props;
  return (
    <div className="card list-card"><div className="table-scroll">
      <table className="data-table two-line tokens-table">
        <thead><tr><th>Token</th>{tenant === allTenants && <th>Tenant</th>}<th>Roles</th><th>Expires</th><th>Created by</th><th>Created</th><th><span className="sr-only">Actions</span></th></tr></thead>
        <tbody>{tokens.map((item) => {
          const roles = rolesWords(item.roles, tenant);
          return (
            <tr key={`${item.tenant}/${item.id}`}>
              <td className="token-cell"><div className="ellipsis token-name" title={cut(item.name, 400)}><bdi>{cut(item.name, 120)}</bdi></div><div className="row-second mono">{hint(item)}</div></td>
              {tenant === allTenants && <td className="soft">{item.tenant}</td>}
              <td className="token-roles" title={cut(roles, 400)}>{cut(roles, 160)}</td>
              <td className="soft"><Ends item={item} /></td>
              <td className="soft token-by"><bdi>{cut(item.createdBy, 60)}</bdi></td>
              <td className="soft" title={moment(item.createdAt)}>{ago(item.createdAt)}</td>
              <td className="num"><Actions {...props} item={item} /></td>
            </tr>
          );
        })}</tbody>
      </table>
    </div></div>
  );
}

export function TokenCards(props: TokenListProps) {
  return (
    <ul className="card token-cards">
      {props.tokens.map((item) => (
        <li key={`${item.tenant}/${item.id}`}>
          <div className="token-card-head"><b className="ellipsis token-name"><bdi>{cut(item.name, 60)}</bdi></b><Actions {...props} item={item} /></div>
          <div className="row-second mono">{hint(item)}</div>
          <div className="token-card-roles">{cut(rolesWords(item.roles, props.tenant), 200)}</div>
          <div className="token-card-facts soft"><span>Expires: <Ends item={item} /></span><span className="ellipsis">By <bdi>{cut(item.createdBy, 60)}</bdi></span></div>
        </li>
      ))}
    </ul>
  );
}
