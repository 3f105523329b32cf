import { useMediaQuery } from '@mantine/hooks';
import { IconCheck, IconMinus } from '@tabler/icons-react';
import { Fragment } from 'react';
import { PageHead } from '../app/PageHead';
import { useMe } from '../app/queries';
import { abilities, helpOf, type Role, roles, rolesWords, wordsOf } from '../app/roles';
import { useTenant } from '../app/Shell';
import './users.css';

/** The seven roles and what each may do. */
export function RolesPage() {
  const tenant = useTenant();
  const me = useMe().data;
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  return (
    <>
      <PageHead title="Roles" />
      <p className="form-note">A person or a token may have several roles, each in its place: on the platform, in a tenant, or in a team. Nobody can give more than they have. {me && <>Yours: {rolesWords(me.roles, tenant) || 'none'}.</>}</p>
      {phone ? <RoleCards /> : <RoleTable />}
    </>
  );
}

const RoleTable = () => (
  <div className="card list-card section-card"><div className="table-scroll">
    <table className="data-table roles-table">
      <thead><tr><td><span className="sr-only">May</span></td>{roles.map((role) => <th key={role} scope="col" title={helpOf(role)}>{wordsOf(role)}</th>)}</tr></thead>
      <tbody>{abilities.map(({ place, all }) => (
        <Fragment key={place}>
          <tr><th scope="rowgroup" colSpan={roles.length + 1}>{place}</th></tr>
          {all.map(({ words, roles: those }) => <tr key={words}><td>{words}</td>{roles.map((role) => <td key={role}><Mark has={those.includes(role)} /></td>)}</tr>)}
        </Fragment>
      ))}</tbody>
    </table>
  </div></div>
);

const Mark = ({ has }: { has: boolean }) => has ? <><IconCheck size={16} stroke={2} aria-hidden="true" /><span className="sr-only">yes</span></> : <><IconMinus className="no" size={14} stroke={1.5} aria-hidden="true" /><span className="sr-only">no</span></>;

const abilitiesOf = (role: Role) => abilities.flatMap(({ all }) => all).filter(({ roles: those }) => those.includes(role));
const RoleCards = () => (
  <ul className="role-cards section-card">
    {roles.map((role) => (
      <li key={role} className="card">
        <h2>{wordsOf(role)}</h2><p className="soft">{helpOf(role)}</p>
        <ul>{abilitiesOf(role).map(({ words }) => <li key={words}><IconCheck size={16} stroke={2} aria-hidden="true" />{words}</li>)}</ul>
      </li>
    ))}
  </ul>
);
