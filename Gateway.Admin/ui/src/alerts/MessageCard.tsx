import { MultiSelect, Textarea } from '@mantine/core';
import { ChoiceField, TagsField } from '../app/Fields';
import { cut } from '../app/format';
import { bind, type Draft } from '../app/form';
import type { AlertValues } from './alertForm';
import { placeholders } from './words';

interface MessageProps { draft: Draft<AlertValues>; channels: { value: string; label: string }[]; dashboards: { value: string; label: string }[]; would: string | undefined }

/** What is told, to whom, and where it leads. */
export function MessageCard({ draft, channels, dashboards, would }: MessageProps) {
  const message = bind(draft, 'message');
  const add = (name: string) => { draft.set('message', `${draft.values.message}${draft.values.message && !draft.values.message.endsWith(' ') ? ' ' : ''}{${name}}`); document.getElementById(message.id)?.focus(); };
  const known = [...channels, ...draft.values.channels.filter((id) => !channels.some(({ value }) => value === id)).map((id) => ({ value: id, label: id }))];
  return (
    <section className="card form-card" aria-labelledby="told">
      <header><h2 id="told">Notice</h2><p>What is told when it fires and when it is over.</p></header>
      <div className="form-grid">
        <div className="wide">
          <Textarea id={message.id} label="Message" autosize minRows={2} maxRows={8} placeholder="The usual sentence" value={message.value} error={message.error} onChange={(event) => message.onChange(event.currentTarget.value)} onBlur={message.onBlur} />
          <p className="placeholders help">Placeholders: {placeholders.map((name) => <button key={name} type="button" className="mono" onClick={() => add(name)} aria-label={`Put in ${name}`}>{`{${name}}`}</button>)}</p>
          {would && <p className="help would-say">Now it would say: <bdi>{cut(would, 500)}</bdi></p>}
        </div>
        <MultiSelect id="field-channels" label="Channels" data={known} value={draft.values.channels} onChange={(next) => draft.set('channels', next)} error={draft.errors.channels} description={draft.errors.channels ? undefined : 'Besides those that choose it by severity and labels.'} inputWrapperOrder={['label', 'input', 'error', 'description']} searchable hidePickedOptions nothingFoundMessage="There is no such channel." placeholder={draft.values.channels.length ? undefined : 'None'} />
        <ChoiceField draft={draft} name="dashboard" label="Dashboard" data={dashboards} clearable placeholder="Overview" help="Opened at the range of the firing." />
        <TagsField draft={draft} name="labels" label="Labels" placeholder={draft.values.labels.length ? undefined : 'team: payments'} help="Words that channels and silences choose by." />
      </div>
    </section>
  );
}
