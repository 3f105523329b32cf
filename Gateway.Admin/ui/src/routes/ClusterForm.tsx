import { ActionIcon, Button, Checkbox, NumberInput, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useCallback } from 'react';
import type { Cluster } from '../app/contract';
import { CheckField, ChoiceField, FormCard, TextField } from '../app/Fields';
import { type Draft, useDraft } from '../app/form';
import { useNodes } from '../app/queries';
import { SaveBar } from '../app/SaveBar';
import { balancing, clusterDocument, clusterErrors, clusterLabels, type ClusterValues, clusterValues } from './clusterForm';
import './routes.css';

export function ClusterForm({ tenant, cluster, fixed, busy, onSave }: { tenant: string; cluster?: Cluster; fixed?: string; busy: boolean; onSave(document: Record<string, unknown>): Promise<unknown> }) {
  const isNew = !cluster;
  const draft = useDraft(clusterValues(cluster), useCallback((values: ClusterValues) => clusterErrors(values, isNew), [isNew]));
  const version = useNodes(tenant).data?.configVersion;
  const save = async () => {
    if (!draft.ready()) return;
    try { await onSave(clusterDocument(draft.values, isNew ? (Object.keys(draft.values) as (keyof ClusterValues)[]) : draft.changed, cluster)); } catch (error) { draft.fail(error); }
  };
  return (
    <form noValidate onSubmit={(event) => event.preventDefault()}>
      {fixed && <p className="form-note">{fixed}</p>}
      <fieldset disabled={Boolean(fixed)}>
        <FormCard title="Destinations" sentence="The servers that answer. A request goes to one of them; weights say how often each is chosen, and a drained one gets no new requests.">
          {isNew && <TextField draft={draft} name="id" label="Id" mono required help="Stays for good: routes refer to it." placeholder="orders" />}
          <ChoiceField draft={draft} name="loadBalancing" label="Load balancing" data={balancing} help="Which of the healthy destinations takes the next request." />
          <div className="wide"><Destinations draft={draft} /></div>
        </FormCard>
        <FormCard title="Health" sentence="An unhealthy destination gets no requests until it answers again.">
          <CheckField draft={draft} name="healthCheck.active.enabled" label="Active check" help="The gateway asks each destination by itself." />
          <CheckField draft={draft} name="healthCheck.passive.enabled" label="Passive check" help="Failed requests count against their destination." />
          <TextField draft={draft} name="healthCheck.active.path" label="Path of the check" mono placeholder="/health" disabled={!draft.values['healthCheck.active.enabled']} />
          <TextField draft={draft} name="healthCheck.active.interval" label="Interval" mono placeholder="00:00:15" disabled={!draft.values['healthCheck.active.enabled']} />
        </FormCard>
      </fieldset>
      <SaveBar draft={draft} name={cluster?.id ?? 'the new cluster'} labels={clusterLabels} isNew={isNew} busy={busy} verb={isNew ? 'Create cluster' : version ? `Publish v${version + 1}` : 'Publish'} onSave={() => void save()} />
    </form>
  );
}

function Destinations({ draft }: { draft: Draft<ClusterValues> }) {
  const list = draft.values.destinations;
  const put = (index: number, field: 'id' | 'address' | 'weight' | 'drain', value: string | number | boolean) => draft.set('destinations', list.map((one, at) => (at === index ? { ...one, [field]: value } : one)));
  const free = 'abcdefghijklmnopqrstuvwxyz'.split('').find((letter) => !list.some(({ id }) => id === letter)) ?? '';
  return (
    <div className="destinations" role="group" aria-label="Destinations">
      {list.map((destination, index) => (
        <div className="destination" key={index}>
          {(['id', 'address'] as const).map((field) => {
            const name = `destinations.${index}.${field}`;
            return <TextInput key={field} id={`field-${name}`} label={field === 'id' ? 'Id' : 'Address'} aria-label={`${field === 'id' ? 'Id' : 'Address'} of destination ${index + 1}`} classNames={{ input: 'mono' }} spellCheck={false} autoComplete="off"
              placeholder={field === 'address' ? 'http://127.0.0.1:9000' : 'a'} value={destination[field]} error={draft.errors[name]} onChange={(event) => put(index, field, event.currentTarget.value)} onBlur={() => draft.blur(name)} />;
          })}
          <NumberInput id={`field-destinations.${index}.weight`} label="Weight" aria-label={`Weight of destination ${index + 1}`} min={1} max={1000} allowDecimal={false} clampBehavior="none" hideControls value={destination.weight} error={draft.errors[`destinations.${index}.weight`]} onChange={(value) => put(index, 'weight', typeof value === 'number' ? value : '')} onBlur={() => draft.blur(`destinations.${index}.weight`)} />
          <Checkbox label="Drain" aria-label={`Drain destination ${destination.id || index + 1}`} checked={destination.drain} onChange={(event) => put(index, 'drain', event.currentTarget.checked)} />
          <ActionIcon aria-label={`Remove destination ${destination.id || index + 1}`} disabled={list.length === 1} onClick={() => draft.set('destinations', list.filter((_, at) => at !== index))}><IconTrash size={16} stroke={1.75} /></ActionIcon>
        </div>
      ))}
      {draft.errors.destinations && <p className="form-error">{draft.errors.destinations}</p>}
      <div><Button variant="default" leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => draft.set('destinations', [...list, { id: free, address: '', weight: 100, drain: false }])}>Add destination</Button></div>
    </div>
  );
}
