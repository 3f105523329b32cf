import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useMay } from '../app/access';
import { Confirm, type Confirmation } from '../app/Confirm';
import type { Named } from '../app/contract';
import { cut } from '../app/format';
import { LoadFailed, RowAction, RowMenu } from '../app/listParts';
import { refused, told } from '../app/notify';
import type { Person } from '../app/people';
import { PeopleTable } from '../app/PeopleTable';
import { useChange, useItems } from '../app/queries';
import { wordsOf } from '../app/roles';
import { Waiting } from '../widgets/Waiting';
import { AddPerson } from './AddPerson';
import { otherRole, type TeamRole } from './teamRoles';
import './tenants.css';

/** Who is in the team and as what; its admins add, change and remove. */
export function TeamPeople({ team }: { team: Named }) {
  const mayManage = useMay()('manageTeam', team.id, team.tenant);
  const path = `/teams/${encodeURIComponent(team.id)}/people`;
  const people = useItems<Person>(team.tenant, path);
  const change = useChange();
  const [adding, setAdding] = useState(false);
  const [ask, setAsk] = useState<Confirmation | null>(null);

  const give = (id: string, role: TeamRole) => change.mutateAsync({ method: 'PUT', path: `${path}/${encodeURIComponent(id)}`, tenant: team.tenant, body: { role } });
  const make = async (person: Person, role: TeamRole) => {
    try { await give(person.id, role); told(`${cut(person.name, 60)} is ${wordsOf(role).toLowerCase()}.`); } catch (error) { refused(`${cut(person.name, 60)} was not changed`, error); }
  };
  const actions = (person: Person) => {
    const other = otherRole(person.roles);
    return (
      <RowMenu label={`Actions for ${cut(person.name, 60)}`}>
        <RowAction onClick={() => void make(person, other)}>Make {wordsOf(other).toLowerCase()}</RowAction>
        <RowAction danger onClick={() => setAsk({
          title: `Remove ${person.name} from ${team.name}?`, verb: `Remove ${person.name}`, body: 'The roles in this team end within seconds; roles elsewhere stay.',
          run: async () => { await change.mutateAsync({ method: 'DELETE', path: `${path}/${encodeURIComponent(person.id)}`, tenant: team.tenant }); told(`${cut(person.name, 60)} is no longer in ${cut(team.name, 60)}.`); },
        })}>Remove from the team</RowAction>
      </RowMenu>
    );
  };

  return (
    <section className="card list-card section-card" aria-labelledby="team-people">
      <header>
        <div><h2 id="team-people">People</h2></div>
        {mayManage && <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => setAdding(true)}>Add person</Button>}
        <p>Team admins change the team’s routes and its people, team viewers see its traffic. Who has a role in the whole tenant sees the team too.</p>
      </header>
      {people.isError && !people.items ? <LoadFailed what="The people" error={people.error} onRetry={() => void people.refetch()} />
        : !people.items ? <div className="section-body"><Waiting lines={2} height={44} /></div>
        : !people.items.length ? <p className="section-body soft">Nobody is in this team yet.</p>
        : <PeopleTable people={people.items} within={team.tenant} label="People" rolesOf={({ roles }) => roles.map(({ role }) => wordsOf(role)).join(', ')} actionsOf={mayManage ? actions : undefined} />}
      {adding && <AddPerson team={team} busy={change.isPending} taken={new Set(people.items?.map(({ id }) => id))} onClose={() => setAdding(false)} onAdd={async (id, role) => {
        await give(id, role);
        told('The person is in the team.');
        setAdding(false);
      }} />}
      <Confirm ask={ask} onClose={() => setAsk(null)} />
    </section>
  );
}
