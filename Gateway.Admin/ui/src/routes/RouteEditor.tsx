import { useCallback, useEffect, useState } from 'react';
import type { ApiError } from '../app/client';
import type { GatewayRoute } from '../app/contract';
import { useDraft } from '../app/form';
import { sentence } from '../app/format';
import { type Fault, JsonText } from '../app/JsonText';
import { useNodes } from '../app/queries';
import { SaveBar } from '../app/SaveBar';
import { useDryRun } from '../app/useDryRun';
import { readRoute, routeDocument, routeErrors, routeLabels, type RouteValues, routeValues } from './routeForm';
import { RouteFields } from './RouteFields';

/** `teams`: the only ones whose routes the reader may write; left out, all of the tenant's and none. `like`: what a new one starts as. */
interface RouteEditorProps { tenant: string; teams?: string[]; route?: GatewayRoute; like?: GatewayRoute; fixed?: string; busy: boolean; json: boolean; onUnsaved?(document: object | null): void; onSave(document: Record<string, unknown>): Promise<unknown> }

/** A route as a form and as text: two views of one draft, checked by the gateway itself while it is written. */
export function RouteEditor({ tenant, teams, route, like, fixed, busy, json, onUnsaved, onSave }: RouteEditorProps) {
  const isNew = !route;
  const start = route ?? (like && { ...like, id: '' });
  const draft = useDraft(teams && !start ? { ...routeValues(start), team: teams[0] ?? null } : routeValues(start), useCallback((values: RouteValues) => routeErrors(values, isNew), [isNew]));
  // What stands in the text while the form cannot follow it: it has a field of the wrong kind, or is no JSON yet.
  const [written, setWritten] = useState<{ value: unknown } | null>(null);
  const [faults, setFaults] = useState<Fault[]>([]);
  // What was saved is asked about no more: it would be said to exist already.
  const [saving, setSaving] = useState(false);
  const version = useNodes(tenant).data?.configVersion;
  const document = routeDocument(draft.values);
  const body = written ? written.value : document;
  // In the form its own words come first; in the text the gateway's words are the only ones.
  const asks = !fixed && !saving && body !== undefined && (written !== null || draft.changed.length > 0) && (json || !Object.keys(routeErrors(draft.values, isNew)).length);
  const wrong = asks ? faults : [];
  const path = isNew ? '/routes' : `/routes/${encodeURIComponent(route.id)}`;
  const hear = (refusal: ApiError | null) => {
    setFaults(refusal ? faultsOf(refusal) : []);
    if (refusal && !written && !json) draft.fail(refusal);
  };
  useDryRun(asks ? { method: isNew ? 'POST' : 'PUT', path, tenant, body: isNew ? { tenant, ...(body as object) } : body } : null, hear);

  // Beside the editor it can be tried as it stands.
  const unsaved = asks && !wrong.length && typeof body === 'object' && body !== null ? JSON.stringify(body) : null;
  useEffect(() => { onUnsaved?.(unsaved === null ? null : (JSON.parse(unsaved) as object)); }, [unsaved, onUnsaved]);

  const save = async () => {
    if (!draft.ready()) return;
    setSaving(true);
    try { await onSave(document); } catch (error) { draft.fail(error); setSaving(false); }
  };

  return (
    <form noValidate onSubmit={(event) => event.preventDefault()}>
      {fixed && <p className="form-note">{fixed}</p>}
      {json
        ? <div className="route-json"><JsonText label="The route as JSON" value={document} faults={wrong} soundOf={soundOf} onChange={(value, sound) => {
            if (fixed) return;
            const read = readRoute(value);
            setWritten(read && sound !== undefined && same(routeDocument(read), value) ? null : { value });
            if (read) draft.load(read);
          }} /></div>
        : <fieldset disabled={Boolean(fixed)}><RouteFields draft={draft} tenant={tenant} own={teams} isNew={isNew} jwt={route?.access?.jwt} /></fieldset>}
      <SaveBar draft={draft} name={route?.id ?? 'the new route'} labels={routeLabels} isNew={isNew} busy={busy || written !== null || wrong.length > 0} verb={isNew ? 'Create route' : version ? `Publish v${version + 1}` : 'Publish'} onSave={() => void save()} />
    </form>
  );
}

const soundOf = (value: unknown) => { const read = readRoute(value); return read && routeDocument(read); };
const same = (one: unknown, other: unknown) => sorted(one) === sorted(other);
/** In one order of names, and without what says nothing. */
const sorted = (value: unknown): string => JSON.stringify(value, (_, one: unknown) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).filter(([, each]) => each !== null && !(Array.isArray(each) && !each.length)).sort(([a], [b]) => a.localeCompare(b))) : one));

const faultsOf = ({ fields, message }: ApiError): Fault[] => {
  const all = Object.entries(fields).flatMap(([path, words]) => words.map((one) => ({ path, words: sentence(one) })));
  return all.length ? all : [{ path: '', words: sentence(message) }];
};
