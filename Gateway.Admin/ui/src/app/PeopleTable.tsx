import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { cut } from './format';
import type { Person } from './people';
import { rolesWords } from './roles';

interface PeopleTableProps { people: Person[]; within: string; label: string; rolesOf?(person: Person): ReactNode; actionsOf?(person: Person): ReactNode }

/** People and what they are here: a table, and on the phone cards. */
export function PeopleTable({ people, within, label, rolesOf, actionsOf }: PeopleTableProps) {
  const phone = useMediaQuery('(max-width: 699px)', undefined, { getInitialValueInEffect: false });
  const roles = (person: Person) => rolesOf?.(person) ?? cut(rolesWords(person.roles, within), 200);
  const key = (person: Person) => `${person.home}/${person.id}`;
  if (phone) {
    return (
      <ul className="people-cards" aria-label={label}>
        {people.map((person) => (
          <li key={key(person)}>
            <div className="people-card-head"><b className="row-name"><bdi>{cut(person.name, 80)}</bdi></b>{actionsOf?.(person)}</div>
            <div className="row-second"><bdi>{cut(person.signIn, 120)}</bdi></div>
            <div className="people-card-roles">{roles(person)}</div>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className="table-scroll">
      <table className="data-table two-line data-table-fixed people-table" aria-label={label}>
        <thead><tr><th>Name</th><th>Roles</th>{actionsOf && <th style={{ width: 60 }}><span className="sr-only">Actions</span></th>}</tr></thead>
        <tbody>{people.map((person) => (
          <tr key={key(person)}>
            <td><div className="row-name"><bdi>{cut(person.name, 120)}</bdi></div><div className="row-second"><bdi>{cut(person.signIn, 120)}</bdi></div></td>
            <td>{roles(person)}</td>
            {actionsOf && <td className="num">{actionsOf(person)}</td>}
          </tr>
        ))}</tbody>
      </table>
    </div>
  );
}
