import '@mantine/dates/styles.css';
import { Button, Modal, MultiSelect } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import dayjs from 'dayjs';
import { useCallback, useEffect, useRef } from 'react';
import { ChoiceField, TextField } from '../app/Fields';
import { idFrom, useDraft } from '../app/form';
import { useNames } from '../app/queries';
import { keyDocument, keyErrors, newKey } from './keyDocument';

const scopes = [['allow.apis', 'APIs'], ['allow.routes', 'Routes'], ['allow.groups', 'Groups']] as const;

export function CreateKey({ tenant, busy, onClose, onCreate }: { tenant: string; busy: boolean; onClose(): void; onCreate(document: object): Promise<void> }) {
  const draft = useDraft(newKey, useCallback((values: typeof newKey) => keyErrors(values), []));
  // The id follows the name until somebody writes one.
  const derived = useRef('');
  const { name, id } = draft.values;
  useEffect(() => {
    if (id !== derived.current) return;
    derived.current = idFrom(name);
    if (id !== derived.current) draft.set('id', derived.current);
  }, [name, id, draft]);
  const options = { 'allow.apis': useNames(tenant, 'apis').options, 'allow.routes': useNames(tenant, 'routes').options, 'allow.groups': useNames(tenant, 'groups').options };
  const save = async () => {
    if (!draft.ready()) return;
    try { await onCreate(keyDocument(draft.values, tenant)); } catch (error) { draft.fail(error); }
  };
  return (
    <Modal opened onClose={onClose} title="New key" size={520}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <TextField draft={draft} name="name" label="Name" placeholder="Mobile app" autoFocus />
        <TextField draft={draft} name="consumer" label="Consumer" placeholder="mobile-team" help="Who uses it. Keys of one consumer are counted together." />
        <TextField draft={draft} name="id" label="Id" mono help="Stays for good: figures refer to it." />
        <ChoiceField draft={draft} name="scope" label="May call" data={[{ value: 'some', label: 'Chosen APIs, routes and groups' }, { value: 'everything', label: 'Every route of the tenant' }]} />
        {draft.values.scope === 'some' && scopes.filter(([name]) => name === 'allow.apis' || options[name].length > 0).map(([name, label]) => (
          <MultiSelect key={name} id={`field-${name}`} label={label} data={options[name]} value={draft.values[name]} onChange={(value) => draft.set(name, value)} onBlur={() => draft.blur(name)}
            error={draft.errors[name]} searchable clearable={false} placeholder={draft.values[name].length ? undefined : 'None'} nothingFoundMessage="Nothing found" hidePickedOptions />
        ))}
        <DateInput id="field-expiresAt" label="Expires" placeholder="Never" clearable clearButtonProps={{ 'aria-label': 'Never expires' }} minDate={dayjs().add(1, 'day').format('YYYY-MM-DD')} valueFormat="D MMM YYYY"
          value={draft.values.expiresAt} onChange={(value) => draft.set('expiresAt', value)} error={draft.errors.expiresAt} description={draft.errors.expiresAt ? undefined : 'At the start of this day.'} inputWrapperOrder={['label', 'input', 'error', 'description']} />
        {draft.general && <p className="form-error" role="alert">{draft.general}</p>}
        <div className="modal-foot"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" disabled={busy}>Create key</Button></div>
      </form>
    </Modal>
  );
}
