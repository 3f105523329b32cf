import { ActionIcon, Button, Select } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { platformTenant } from '../app/access';
import type { Grant } from '../app/contract';
import type { Draft } from '../app/form';
import { useMe, useNames } from '../app/queries';
import { helpOf, holdsIn, roleOptions } from '../app/roles';
import { newGrant, tidied, type UserValues } from './userDocument';

/** Several roles, each with the place where it holds. In a tenant (`within`) that place is the tenant; elsewhere it is chosen. */
export function RolesEditor({ draft, within }: { draft: Draft<UserValues>; within: string | null }) {
  const list = draft.values.roles;
  const put = (at: number, grant: Grant) => draft.set('roles', list.map((one, index) => (index === at ? tidied(grant, one) : one)));
  return (
    <div className="grants wide" role="group" aria-label="Roles">
      {list.map((grant, at) => (
        <GrantRow key={at} at={at} grant={grant} within={within} errors={draft.errors} onChange={(next) => put(at, next)} onRemove={() => draft.set('roles', list.filter((_, index) => index !== at))} />
      ))}
      {!list.length && <p className="soft">Without a role one may sign in, but sees nothing.</p>}
      {draft.errors.roles && <p className="form-error">{draft.errors.roles}</p>}
      <div><Button variant="default" leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => draft.set('roles', [...list, newGrant(within)])}>Add role</Button></div>
    </div>
  );
}

interface GrantRowProps { at: number; grant: Grant; within: string | null; errors: Record<string, string>; onChange(grant: Grant): void; onRemove(): void }

function GrantRow({ at, grant, within, errors, onChange, onRemove }: GrantRowProps) {
  const holds = holdsIn(grant.role);
  const place = within ?? grant.tenant;
  const tenants = (useMe().data?.tenants ?? []).filter(({ id }) => id !== platformTenant).map(({ id, name }) => ({ value: id, label: name === id ? id : `${name} (${id})` }));
  const teams = useNames(place ?? platformTenant, 'teams').options;
  const at1 = at + 1;
  const error = (field: string) => errors[`roles.${at}.${field}`] ?? (field === 'role' ? errors[`roles.${at}`] : undefined);
  return (
    <div className="grant">
      <Select label="Role" aria-label={`Role ${at1}`} id={`field-roles.${at}.role`} data={roleOptions(within === null)} value={grant.role} allowDeselect={false} error={error('role')} inputWrapperOrder={['label', 'input', 'error', 'description']}
        description={error('role') ? undefined : helpOf(grant.role)} onChange={(role) => role && onChange({ ...grant, role, tenant: within ?? grant.tenant })} />
      {within === null && holds !== 'platform' && (
        <Select label="Tenant" aria-label={`Tenant of role ${at1}`} id={`field-roles.${at}.tenant`} data={tenants} value={grant.tenant} allowDeselect={false} placeholder="Choose a tenant" searchable={tenants.length > 6} error={error('tenant')} onChange={(tenant) => onChange({ ...grant, tenant })} />
      )}
      {holds === 'team' && (
        <Select label="Team" aria-label={`Team of role ${at1}`} id={`field-roles.${at}.team`} data={place ? teams : []} value={grant.team} allowDeselect={false} searchable={teams.length > 6} disabled={!place || !teams.length}
          placeholder={!place ? 'Choose the tenant first' : teams.length ? 'Choose a team' : 'No team yet'} error={error('team')} onChange={(team) => onChange({ ...grant, team })} />
      )}
      <ActionIcon aria-label={`Remove role ${at1}`} onClick={onRemove}><IconTrash size={16} stroke={1.75} /></ActionIcon>
    </div>
  );
}
