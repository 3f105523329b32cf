import { Button, Modal } from '@mantine/core';
import { useCallback, useEffect, useRef } from 'react';
import { allTenants, platformTenant } from '../app/access';
import { ExpiryField } from '../app/ExpiryField';
import { ChoiceField, TextField } from '../app/Fields';
import { idFrom, useDraft } from '../app/form';
import { useMe, useNames } from '../app/queries';
import { helpOf, holdsIn, roleOptions } from '../app/roles';
import { newToken, tokenDocument, tokenErrors, type TokenValues } from './tokenDocument';

interface CreateTokenProps { tenant: string; busy: boolean; onClose(): void; onCreate(made: ReturnType<typeof tokenDocument>): Promise<void> }

/** A name, one role and where it holds. In a tenant the place is that tenant; elsewhere it is chosen. */
export function CreateToken({ tenant, busy, onClose, onCreate }: CreateTokenProps) {
  const wide = tenant === allTenants || tenant === platformTenant;
  const draft = useDraft(newToken(wide ? null : tenant), useCallback((values: TokenValues) => tokenErrors(values), []));
  const { name, id, 'roles.0.role': role, 'roles.0.tenant': place } = draft.values;
  const holds = holdsIn(role);
  const tenants = (useMe().data?.tenants ?? []).filter((one) => one.id !== platformTenant).map((one) => ({ value: one.id, label: one.name === one.id ? one.id : `${one.name} (${one.id})` }));
  const teams = useNames(place ?? tenant, 'teams').options;
  // The id follows the name until somebody writes one.
  const derived = useRef('');
  useEffect(() => {
    if (id !== derived.current) return;
    derived.current = idFrom(name);
    if (id !== derived.current) draft.set('id', derived.current);
  }, [name, id, draft]);
  // A team belongs to one tenant: another tenant, another choice.
  const before = useRef(place);
  useEffect(() => {
    if (before.current === place) return;
    before.current = place;
    draft.set('roles.0.team', null);
  }, [place, draft]);
  const save = async () => {
    if (!draft.ready()) return;
    try { await onCreate(tokenDocument(draft.values)); } catch (error) { draft.fail(error); }
  };
  return (
    <Modal opened onClose={onClose} title="New access token" size={520}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <TextField draft={draft} name="name" label="Name" placeholder="Deploy pipeline" autoFocus help="The audit names changes made with it by this." />
        <TextField draft={draft} name="id" label="Id" mono help="Stays for good." />
        <ChoiceField draft={draft} name="roles.0.role" label="Role" data={roleOptions(wide)} help={helpOf(role)} />
        {wide && holds !== 'platform' && <ChoiceField draft={draft} name="roles.0.tenant" label="Tenant" data={tenants} placeholder="Choose a tenant" />}
        {holds === 'team' && <ChoiceField draft={draft} name="roles.0.team" label="Team" data={place ? teams : []} disabled={!place || !teams.length} placeholder={!place ? 'Choose the tenant first' : 'Choose a team'}
          help={place && !teams.length ? 'There is no team in this tenant yet: create one first.' : undefined} />}
        <ExpiryField draft={draft} />
        {draft.general && <p className="form-error" role="alert">{draft.general}</p>}
        <div className="modal-foot"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" disabled={busy}>Create token</Button></div>
      </form>
    </Modal>
  );
}
