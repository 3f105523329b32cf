import { MultiSelect } from '@mantine/core';
import { ExpiryField } from '../app/ExpiryField';
import { ChoiceField, TagsField, TextField } from '../app/Fields';
import type { Draft } from '../app/form';
import { useNames } from '../app/queries';
import type { KeyValues } from './keyDocument';

const scopes = [['allow.apis', 'APIs'], ['allow.routes', 'Routes'], ['allow.groups', 'Groups']] as const;

/** What can be said of a key, when it is made and later. The id is asked once. */
export function KeyFields({ draft, tenant, isNew }: { draft: Draft<KeyValues>; tenant: string; isNew: boolean }) {
  const options = { 'allow.apis': useNames(tenant, 'apis').options, 'allow.routes': useNames(tenant, 'routes').options, 'allow.groups': useNames(tenant, 'groups').options };
  const offered = scopes.filter(([name]) => options[name].length > 0);
  const teams = useNames(tenant, 'teams').options;
  return (
    <>
      <TextField draft={draft} name="name" label="Name" placeholder="Mobile app" autoFocus={isNew} />
      <TextField draft={draft} name="consumer" label="Consumer" placeholder="mobile-team" help="Who uses it. Keys of one consumer are counted together." />
      {(teams.length > 0 || draft.values.team) && <ChoiceField draft={draft} name="team" label="Team that uses it" data={teams} placeholder="None" clearable help="Its requests are what this team consumes, whosever routes they go to." />}
      {isNew && <TextField draft={draft} name="id" label="Id" mono help="Stays for good: figures refer to it." />}
      <ChoiceField draft={draft} name="scope" label="May call" data={[{ value: 'some', label: 'Chosen APIs, routes and groups' }, { value: 'everything', label: 'Every route of the tenant' }]} />
      {draft.values.scope === 'some' && (offered.length ? offered : scopes.slice(0, 1)).map(([name, label], at) => (
        <MultiSelect key={name} id={`field-${name}`} label={label} data={options[name]} value={draft.values[name]} onChange={(value) => draft.set(name, value)} onBlur={() => draft.blur(name)}
          error={draft.errors[name] ?? (at === 0 ? draft.errors['allow.apis'] : undefined)} searchable clearable={false} placeholder={draft.values[name].length ? undefined : 'None'} nothingFoundMessage="Nothing found" hidePickedOptions />
      ))}
      <ExpiryField draft={draft} />
      <TagsField draft={draft} name="tags" label="Tags" mono placeholder={draft.values.tags.length ? undefined : 'plan=gold'} help="For your own order; Enter adds one." />
      {isNew && <TextField draft={draft} name="hash" label="SHA-256 of an existing key" mono placeholder="Leave empty for a new secret" help="Takes over a key that callers have already, without knowing it." />}
      {draft.general && <p className="form-error" role="alert">{draft.general}</p>}
    </>
  );
}
