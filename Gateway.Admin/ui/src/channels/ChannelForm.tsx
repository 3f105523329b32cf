import { Checkbox, MultiSelect } from '@mantine/core';
import { useCallback, useEffect, useRef } from 'react';
import { platformTenant } from '../app/access';
import { CheckField, FormCard, NumberField, TagsField, TextField } from '../app/Fields';
import { idFrom, useDraft } from '../app/form';
import { SaveBar } from '../app/SaveBar';
import { severities, severityWords } from '../app/severity';
import { channelDocument, channelErrors, channelLabels, channelValues, type ChannelValues } from './channelForm';
import type { Channel, ChannelType } from './contract';
import { SettingField } from './SettingField';

interface FormProps { tenant: string; type: ChannelType; channel?: Channel; fixed?: string; busy: boolean; onSave(document: object): Promise<unknown> }

/** A channel of one kind: where it sends to, which alerts it takes, how much of it. */
export function ChannelForm({ tenant, type, channel, fixed, busy, onSave }: FormProps) {
  const isNew = !channel;
  const draft = useDraft(channelValues(type, channel), useCallback((values: ChannelValues) => channelErrors(type, values, channel), [type, channel]));
  const derived = useRef('');
  const { name, id, chooses } = draft.values;
  useEffect(() => {
    if (!isNew || id !== derived.current) return;
    derived.current = idFrom(name);
    if (id !== derived.current) draft.set('id', derived.current);
  }, [isNew, name, id, draft]);
  const save = async () => {
    if (!draft.ready()) return;
    try { await onSave(channelDocument(type, draft.values)); } catch (error) { draft.fail(error); }
  };
  return (
    <form noValidate onSubmit={(event) => event.preventDefault()}>
      {fixed && <p className="form-note">{fixed}</p>}
      <fieldset disabled={Boolean(fixed)}>
        <FormCard title={type.title} sentence="Secrets are encrypted at rest and never shown again.">
          <TextField draft={draft} name="name" label="Name" autoFocus={isNew} />
          {isNew ? <TextField draft={draft} name="id" label="Id" mono help="Stays for good: small letters, digits, dots, hyphens, underscores." /> : <CheckField draft={draft} name="enabled" label="Enabled" help="While it is off, what it would have been told is lost to it." />}
          {type.settings.map((setting) => <SettingField key={setting.name} draft={draft} setting={setting} isSet={channel?.secrets?.includes(setting.name) ?? false} />)}
        </FormCard>
        <FormCard title="Alerts" sentence="Alerts may name the channel. It can also choose by itself.">
          <div className="wide"><Checkbox id="field-chooses" label="Takes alerts that do not name it" checked={chooses} onChange={(event) => draft.set('chooses', event.currentTarget.checked)} /></div>
          {chooses && <MultiSelect id="field-receives.severities" label="Severities" data={severities.map((value) => ({ value, label: severityWords[value] }))} value={draft.values['receives.severities']} placeholder={draft.values['receives.severities'].length ? undefined : 'All'} error={draft.errors['receives.severities']} onChange={(next) => draft.set('receives.severities', next)} />}
          {chooses && <TagsField draft={draft} name="receives.labels" label="Labels" placeholder={draft.values['receives.labels'].length ? undefined : 'Any'} help="Those that an alert has to have, such as team: payments." />}
          {chooses && tenant === platformTenant && <TagsField draft={draft} name="receives.tenants" label="Tenants" placeholder={draft.values['receives.tenants'].length ? undefined : 'The platform alone'} help="Whose alerts come here too; an asterisk means all." />}
        </FormCard>
        <FormCard title="How much" sentence="So that a bad night is not a thousand messages.">
          <NumberField draft={draft} name="perHour" label="Most messages of an hour" min={1} help="What is more is counted and summed up in one." />
          {type.gathers && <TextField draft={draft} name="groupWait" label="Waits for others" mono placeholder="00:00:10" help="Notices that come so soon after each other go into one message." />}
          <CheckField draft={draft} name="resolved" label="Tells of the end too" />
        </FormCard>
      </fieldset>
      <SaveBar draft={draft} name={channel?.name ?? 'the new channel'} labels={channelLabels(type)} isNew={isNew} busy={busy} verb={isNew ? 'Create channel' : 'Save channel'} onSave={() => void save()} />
    </form>
  );
}
