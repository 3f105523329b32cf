import { Button, Modal, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { messageOf } from '../app/client';
import type { Named } from '../app/contract';
import { cut, sentence } from '../app/format';
import { useItems } from '../app/queries';
import { helpOf, wordsOf } from '../app/roles';
import { type TeamRole, teamRoles } from './teamRoles';

interface AddPersonProps { team: Named; busy: boolean; taken: ReadonlySet<string>; onClose(): void; onAdd(id: string, role: TeamRole): Promise<void> }
interface Candidate { id: string; name: string; signIn: string }

/** A user of the tenant, found by name, and the role in this team. */
export function AddPerson({ team, busy, taken, onClose, onAdd }: AddPersonProps) {
  const [words, setWords] = useState('');
  const [search] = useDebouncedValue(words.replace(/ \(.*\)$/, ''), 200);
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const [role, setRole] = useState<TeamRole>('teamViewer');
  const [failure, setFailure] = useState<string | null>(null);
  const found = useItems<Candidate>(team.tenant, `/teams/${encodeURIComponent(team.id)}/candidates?search=${encodeURIComponent(search.trim())}`);
  const options = (found.items ?? []).filter(({ id }) => !taken.has(id)).map(({ id, name, signIn }) => ({ value: id, label: `${cut(name, 80)} (${cut(signIn, 80)})` }));
  const data = chosen && !options.some(({ value }) => value === chosen.value) ? [chosen, ...options] : options;
  const save = async () => {
    if (!chosen) return setFailure('Choose a person.');
    try { await onAdd(chosen.value, role); } catch (error) { setFailure(messageOf(error)); }
  };
  return (
    <Modal opened onClose={onClose} title={<bdi>Add a person to {cut(team.name, 60)}</bdi>} size={460}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <Select label="Person" data-autofocus searchable data={data} filter={({ options: all }) => all} value={chosen?.value ?? null} searchValue={words} onSearchChange={setWords} placeholder="Search by name"
          nothingFoundMessage={found.isFetching ? 'Searching' : found.isError ? sentence(messageOf(found.error)) : 'Nobody of this tenant is called so'} description="Users of this tenant. An admin of the tenant invites new ones." inputWrapperOrder={['label', 'input', 'error', 'description']}
          onChange={(id) => { setFailure(null); setChosen(data.find(({ value }) => value === id) ?? null); }} />
        <Select label="Role" data={teamRoles.map((value) => ({ value, label: wordsOf(value) }))} value={role} allowDeselect={false} description={helpOf(role)} inputWrapperOrder={['label', 'input', 'error', 'description']} onChange={(value) => value && setRole(value as TeamRole)} />
        {failure && <p className="form-error" role="alert">{failure}</p>}
        <div className="modal-foot"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" disabled={busy}>Add person</Button></div>
      </form>
    </Modal>
  );
}
