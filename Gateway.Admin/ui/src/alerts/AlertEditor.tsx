import { SegmentedControl } from '@mantine/core';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { platformTenant } from '../app/access';
import { ApiError } from '../app/client';
import type { DashboardSummary } from '../app/contract';
import { useCatalogue } from '../app/dimensions';
import { ChoiceField, TextField } from '../app/Fields';
import { idFrom, useDraft } from '../app/form';
import { cut, sentence } from '../app/format';
import { type Fault, JsonText } from '../app/JsonText';
import { useList, useNames } from '../app/queries';
import { SaveBar } from '../app/SaveBar';
import type { Severity } from '../app/severity';
import { useDryRun } from '../app/useDryRun';
import type { Channel } from '../channels/contract';
import { alertDocument, alertErrors, alertLabels, type AlertValues, alertValues, readAlert } from './alertForm';
import { BackTest } from './BackTest';
import type { Alert, AlertBody } from './contract';
import { spanWords } from './durations';
import { MessageCard } from './MessageCard';
import { NotifyCard } from './NotifyCard';
import { TimingCard } from './TimingCard';
import { useAlertCheck } from './useAlertAnswers';
import { WhenCard } from './WhenCard';
import { conditionWords } from './words';

/** `teams`: the only ones whose alerts the reader may write; left out, all of the tenant's and none. `start`: what a new one begins with. */
interface EditorProps { tenant: string; teams?: string[]; alert?: Alert; start?: Partial<AlertBody>; fixed?: string; busy: boolean; json: boolean; onSave(document: AlertBody): Promise<unknown> }

const severities = [{ value: 'info', label: 'Info' }, { value: 'warning', label: 'Warning' }, { value: 'critical', label: 'Critical' }];
const soundOf = (value: unknown) => { const read = readAlert(value); return read && alertDocument(read); };

/** An alert as a form and as text, two views of one draft; beside them what it sees now and when it would have fired. */
export function AlertEditor({ tenant, teams, alert, start, fixed, busy, json, onSave }: EditorProps) {
  const isNew = !alert;
  const values = alertValues(alert ?? start ?? {});
  const draft = useDraft(isNew && teams ? { ...values, team: values.team && teams.includes(values.team) ? values.team : (teams[0] ?? null) } : values, useCallback((next: AlertValues) => alertErrors(next, isNew), [isNew]));
  const [written, setWritten] = useState<{ value: unknown } | null>(null);
  const [faults, setFaults] = useState<Fault[]>([]);
  // What was saved is asked about no more: it would be said to exist already.
  const [saving, setSaving] = useState(false);
  const catalogue = useCatalogue(tenant).data;
  const channels = useList<Channel>(tenant, 'channels');
  const dashboards = useList<DashboardSummary>(tenant, 'dashboards').items;
  const teamNames = useNames(tenant, 'teams');
  const derived = useRef(idFrom(values.name) === values.id ? values.id : null);
  const { name, id } = draft.values;
  useEffect(() => {
    if (!isNew || derived.current === null || id !== derived.current) return;
    derived.current = idFrom(name);
    if (id !== derived.current) draft.set('id', derived.current);
  }, [isNew, name, id, draft]);

  const document = useMemo(() => alertDocument(draft.values), [draft.values]);
  const body = written ? written.value : document;
  const own = Object.keys(alertErrors(draft.values, isNew));
  const asks = !fixed && !saving && body !== undefined && (isNew || written !== null || draft.changed.length > 0);
  const path = isNew ? '/alerts' : `/alerts/${encodeURIComponent(alert.id)}`;
  const waiting = useDryRun(asks ? { method: isNew ? 'POST' : 'PUT', path, tenant, body: isNew ? { ...(body as object), tenant } : body } : null, (refusal) => {
    const said = refusal ? faultsOf(refusal) : [];
    // Of a new one that is not named yet only the conditions are judged; the rest is told when it is left or saved.
    const isEarly = (fault: Fault) => isNew && ['id', 'name'].includes(fault.path);
    setFaults(json ? said : said.filter((fault) => !isEarly(fault)));
    if (written || json) return;
    const placed = said.filter((fault) => !isEarly(fault));
    if (placed.length) draft.fail(new ApiError(422, { errors: Object.fromEntries(placed.map(({ path: at, words }) => [at, [words]])) }));
    else if (Object.keys(draft.errors).some((field) => !own.includes(field)) || draft.general) draft.load(draft.values);
  });
  const wrong = asks ? faults : [];
  const tryable = !written && !waiting && !wrong.length && !own.some((field) => !['name', 'id', 'labels'].includes(field)) ? document : null;
  const check = useAlertCheck(tenant, tryable).data;
  const save = async () => {
    if (!draft.ready()) return;
    setSaving(true);
    try { await onSave(document); } catch (error) { draft.fail(error); setSaving(false); }
  };
  const scene = { tenant, catalogue, faults: wrong, said: tryable || waiting ? check?.instances[0]?.conditions : undefined, over: draft.values.when.health ? '' : spanWords(draft.values.window) || '5 min', seesPlatform: tenant === platformTenant, whole: draft.values };
  const teamChoices = teamNames.options.filter(({ value }) => !teams || teams.includes(value));

  return (
    <form noValidate onSubmit={(event) => event.preventDefault()}>
      {fixed && <p className="form-note">{fixed}</p>}
      <div className="alert-split">
        {json
          ? <div className="alert-json"><JsonText label="The alert as JSON" value={document} faults={wrong} soundOf={soundOf} onChange={(value, sound) => {
              if (fixed) return;
              const read = readAlert(value);
              setWritten(read && sound !== undefined ? null : { value });
              if (read) draft.load(read);
            }} /></div>
          : (
            <fieldset disabled={Boolean(fixed)} className="alert-form">
              <section className="card form-card name-card" aria-label="Name and severity">
                <div className="form-grid">
                  <TextField draft={draft} name="name" label="Name" autoFocus={isNew} required />
                  <div><div className="field-label" id="severity-label">Severity</div><SegmentedControl aria-labelledby="severity-label" data={severities} value={draft.values.severity} disabled={Boolean(fixed)} onChange={(next) => draft.set('severity', next as Severity)} /></div>
                  {isNew && <TextField draft={draft} name="id" label="Id" mono help="Stays for good: small letters, digits, dots, hyphens, underscores." />}
                  {(teams || teamChoices.length > 0) && <ChoiceField draft={draft} name="team" label="Team" data={teamChoices} clearable={!teams} placeholder="The whole tenant" help="It sees that team’s traffic only." />}
                  <div className="wide"><TextField draft={draft} name="description" label="Description" placeholder="What to do when it fires" /></div>
                </div>
              </section>
              <WhenCard draft={draft} scene={scene} problem={tryable ? (check?.problem ?? null) : null} />
              <TimingCard draft={draft} catalogue={catalogue} />
              <MessageCard draft={draft} would={tryable ? check?.message : undefined} channels={(channels.items ?? []).map((one) => ({ value: one.id, label: one.name }))} dashboards={(dashboards ?? []).map((one) => ({ value: one.id, label: one.title }))} />
            </fieldset>
          )}
        <aside>
          <BackTest tenant={tenant} body={tryable} words={cut(conditionWords(draft.values.when, catalogue), 90)} />
          <NotifyCard tenant={tenant} channels={channels.items} severity={draft.values.severity} labels={document.labels} named={draft.values.channels} />
        </aside>
      </div>
      <SaveBar draft={draft} name={alert?.name ?? 'the new alert'} labels={alertLabels} isNew={isNew} busy={busy || written !== null || wrong.length > 0} verb={isNew ? 'Create alert' : 'Save alert'} onSave={() => void save()} />
    </form>
  );
}

const faultsOf = ({ fields, message }: ApiError): Fault[] => {
  const all = Object.entries(fields).flatMap(([path, words]) => words.map((one) => ({ path, words: sentence(one) })));
  return all.length ? all : [{ path: '', words: sentence(message) }];
};
