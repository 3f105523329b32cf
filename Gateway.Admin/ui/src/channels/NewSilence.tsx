import { Button, Modal, MultiSelect, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useCallback, useState } from 'react';
import { zones } from '../app/clock';
import { TagsField, TextField } from '../app/Fields';
import { useDraft } from '../app/form';
import { told } from '../app/notify';
import { useChange } from '../app/queries';
import { severities, severityWords } from '../app/severity';
import { zone } from '../app/time';
import { silenceDocument, silenceErrors, silenceValues, type SilenceValues, fieldTime, weekDays } from './silenceForm';

interface NewProps { tenant: string; alerts: { id: string; name: string }[]; chosen?: string; onClose(): void }
const lengths = [[1, '1 hour'], [4, '4 hours'], [24, '1 day'], [168, '1 week']] as const;

/** A time in which alerts tell nobody: now and for a while, or every week at the same hours. */
export function NewSilence({ tenant, alerts, chosen, onClose }: NewProps) {
  const [now] = useState(Date.now);
  const draft = useDraft(silenceValues(now, zone, chosen), useCallback((values: SilenceValues) => silenceErrors(values), []));
  const change = useChange();
  const { values, errors, set } = draft;
  const save = async () => {
    if (!draft.ready()) return;
    try {
      await change.mutateAsync({ method: 'POST', path: '/silences', tenant, body: { ...silenceDocument(values, zone, now), tenant } });
      told('It is silent. What happens is still written to the log.');
      onClose();
    } catch (error) { draft.fail(error); }
  };
  const time = (name: 'from' | 'to', label: string) => <TextInput id={`field-${name}`} type="datetime-local" label={label} value={values[name]} error={errors[name]} onChange={(event) => set(name, event.currentTarget.value)} onBlur={() => draft.blur(name)} />;
  const hour = (name: 'weekly.from' | 'weekly.to', label: string) => <TextInput id={`field-${name}`} type="time" label={label} value={values[name]} error={errors[name]} onChange={(event) => set(name, event.currentTarget.value)} />;
  return (
    <Modal opened onClose={onClose} title="New silence" size={560}>
      <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void save(); }}>
        <TextField draft={draft} name="reason" label="Reason" autoFocus placeholder="Maintenance of the payments cluster" />
        <SegmentedControl aria-label="How often" data={[{ value: 'once', label: 'Once' }, { value: 'weekly', label: 'Every week' }]} value={values.kind} onChange={(kind) => set('kind', kind as SilenceValues['kind'])} />
        {values.kind === 'once' ? (
          <>
            <div className="two-fields">{time('from', 'From')}{time('to', 'Until')}</div>
            <div className="length-row">{lengths.map(([hours, label]) => <Button key={hours} variant="default" size="xs" onClick={() => { set('from', fieldTime(now, zone)); set('to', fieldTime(now + hours * 3_600_000, zone)); }}>{label}</Button>)}<span className="help">In {zone}</span></div>
          </>
        ) : (
          <>
            <MultiSelect id="field-weekly.days" label="Days on which it begins" data={weekDays.map(([value, label]) => ({ value, label }))} value={values['weekly.days']} error={errors['weekly.days']} onChange={(next) => set('weekly.days', next)} placeholder={values['weekly.days'].length ? undefined : 'Choose'} />
            <div className="two-fields">{hour('weekly.from', 'From')}{hour('weekly.to', 'Until')}</div>
            <Select id="field-weekly.zone" label="Time zone" data={zones()} searchable allowDeselect={false} value={values['weekly.zone']} error={errors['weekly.zone']} onChange={(next) => { if (next) set('weekly.zone', next); }} />
          </>
        )}
        <MultiSelect id="field-matches.alerts" label="Alerts" data={alerts.map(({ id, name }) => ({ value: id, label: name }))} value={values['matches.alerts']} error={errors['matches.alerts']} searchable placeholder={values['matches.alerts'].length ? undefined : 'All'} onChange={(next) => set('matches.alerts', next)} />
        <div className="two-fields">
          <MultiSelect id="field-matches.severities" label="Severities" data={severities.map((value) => ({ value, label: severityWords[value] }))} value={values['matches.severities']} error={errors['matches.severities']} placeholder={values['matches.severities'].length ? undefined : 'All'} onChange={(next) => set('matches.severities', next)} />
          <TagsField draft={draft} name="matches.labels" label="Labels" placeholder={values['matches.labels'].length ? undefined : 'Any'} />
        </div>
        {draft.general && <p className="form-error" role="alert">{draft.general}</p>}
        <div className="modal-foot"><Button variant="default" onClick={onClose}>Cancel</Button><Button type="submit" disabled={change.isPending}>Create silence</Button></div>
      </form>
    </Modal>
  );
}
