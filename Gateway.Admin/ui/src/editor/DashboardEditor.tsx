import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useRef, useState } from 'react';
import { clockOf } from '../app/clock';
import { useCatalogue, useDimensions } from '../app/dimensions';
import { newDashboard } from '../app/search';
import { previousLabel } from '../app/time';
import { TimeRange } from '../app/TimeRange';
import { firstChartRow } from '../dashboards/DashboardGrid';
import { searchOf } from '../dashboards/document';
import { Filters } from '../app/Filters';
import { useDashboardAnswers } from '../dashboards/useDashboardAnswers';
import { useMarkers } from '../dashboards/useMarkers';
import type { Scene, Widget } from '../widgets/contract';
import { AddDock } from './AddDock';
import { placesOf, saidAt } from './complaints';
import { bodyOf, type Draft, soundDraft } from './draft';
import { EditGrid } from './EditGrid';
import { EditorHead } from './EditorHead';
import { FaultBar } from './FaultBar';
import { JsonText } from '../app/JsonText';
import { LeaveGuard } from './LeaveGuard';
import { freePlace } from './layout';
import { SettingsDock } from './SettingsDock';
import { StaleDialog } from './StaleDialog';
import { useCheck } from './useCheck';
import { useEditor } from './useEditor';
import { useEditorKeys } from './useEditorKeys';
import { useEditorView } from './useEditorView';
import { useGrab } from './useGrab';
import { useSaving } from './useSaving';
import { WidgetDock } from './WidgetDock';

const most = 60;
const unused = `new-${Math.random().toString(36).slice(2, 12)}`;

interface EditorProps { tenant: string; id: string; start: Draft; etag: string | null; version: number }

/** A dashboard while it is changed: nothing is stored until Save, and the API says meanwhile what it would refuse. */
export function DashboardEditor({ tenant, id, start, etag, version }: EditorProps) {
  const navigate = useNavigate();
  const fresh = id === newDashboard;
  const editor = useEditor(start, start.widgets.length ? null : 'add');
  const { draft, changes, chosen, dock } = editor;
  const { view, own, change } = useEditorView(start.defaults);
  const [candidate, setCandidate] = useState<Widget | null>(null);
  const [json, setJson] = useState(false);
  // What was written as JSON and cannot be drawn: undefined for none, null for no JSON at all.
  const [unsound, setUnsound] = useState<{ written: unknown } | null>(null);
  const [said, say] = useState('');
  const grid = useRef<HTMLDivElement>(null);

  const catalogue = useCatalogue(tenant).data;
  const dimensions = useDimensions(tenant);
  const presets = useMemo(() => (catalogue?.presets ?? []).filter((preset) => (preset.dimensions ?? []).every((name) => dimensions.some((one) => one.name === name))), [catalogue, dimensions]);

  const tried = dock === 'add' && candidate && !json ? { ...candidate, ...freePlace(draft.widgets, candidate) } : null;
  // The id of a new one is chosen by Save; meanwhile nobody else's may be in the way.
  const named = fresh && draft.id === start.id ? { ...draft, id: unused } : draft;
  const check = useCheck(tenant, unsound ? unsound.written : bodyOf(tried ? { ...named, widgets: [...draft.widgets, tried] } : named), start);
  const { complaints } = check;
  const accepts = (widget: Widget) => widget.query === null || check.accepts(bodyOf({ ...draft, widgets: [widget] }).widgets[0]!.query);
  const candidatePath = `widgets[${draft.widgets.length}]`;
  const places = placesOf(complaints, draft).filter(({ path }) => !tried || (path !== candidatePath && !path.startsWith(`${candidatePath}.`)));

  const asked = useDashboardAnswers(tenant, { widgets: draft.widgets.filter(accepts) }, view, 0);
  const clock = clockOf(view.zone);
  const range = useMemo(() => ({ from: view.from, to: view.to }), [view.from, view.to]);
  const markers = useMarkers(tenant, clock);
  const labelledRow = firstChartRow(draft.widgets);
  const { filters, compare } = view;
  const scene = useMemo((): Scene => ({ tenant, range, clock, filters, markers, previous: compare === 'none' ? null : previousLabel(compare, range), labelledRow }), [tenant, range, clock, filters, markers, compare, labelledRow]);
  const { refetch } = asked;
  const onRetry = useCallback(() => void refetch(), [refetch]);

  const { save, saveCopy, saving, newer, close, leaving } = useSaving({ tenant, id, start, draft, etag, view, onRefused: check.refuse });
  const blocked = places.length > 0 || unsound !== null;
  const trySave = () => { if (!blocked && !saving && (fresh || changes.length)) void save(); };
  const discard = () => void (fresh ? navigate({ to: '/t/$tenant/dashboards', params: { tenant }, search: {} }) : navigate({ to: '/t/$tenant/dashboards/$dashboard', params: { tenant, dashboard: id }, search: searchOf(view, own) }));
  const closeDock = () => { editor.open(null); setCandidate(null); };
  useEditorKeys({ undo: editor.undo, redo: editor.redo, save: trySave, close: closeDock });

  const hold = useGrab({
    grid, widgets: draft.widgets, say,
    onSelect: (widget) => { editor.select(widget); grid.current?.querySelector<HTMLElement>(`[data-widget="${CSS.escape(widget)}"].edit-cell`)?.focus(); },
    onDrop: (widgets, kind) => { editor.change((old) => ({ ...old, widgets })); if (kind === 'add') setCandidate(null); },
  });
  const add = () => { if (candidate && draft.widgets.length < most) { editor.add(candidate); setCandidate(null); say(`${candidate.title || 'Text'} added.`); } };
  const loading = !catalogue;

  return (
    <div className={`editor${dock && !json ? ' editor-docked' : ''}`}>
      <EditorHead editor={editor} fresh={fresh} json={json} locked={unsound !== null} busy={saving} blocked={blocked} onJson={() => { setJson(!json); closeDock(); }} onDiscard={discard} onSave={trySave} />
      {!json && <FaultBar places={places} onGo={({ widget }) => (widget ? editor.select(widget) : editor.open('settings'))} />}
      {json ? (
        <JsonText label="Dashboard as JSON" value={draft} soundOf={soundDraft} faults={places.map(({ path, words }) => ({ path, words }))}
          onChange={(written, sound) => { setUnsound(sound === undefined ? { written: written ?? null } : null); if (sound !== undefined) editor.change(() => sound as Draft, 'json'); }} />
      ) : (
        <>
          <div className="filter-bar">
            <Filters filters={view.filters} tenant={tenant} range={range} onChange={(filters) => change({ filters })} />
            <div className="filter-facts"><span className="edit-hint" id="edit-keys">Drag to move, corner to resize. Keyboard: <kbd>Space</kbd> <kbd>↑</kbd> <kbd>↓</kbd><span className="sr-only"> Space grabs, arrows move, Shift and arrows resize, Enter drops, Escape puts back. Enter opens the settings, Delete removes.</span></span><TimeRange range={range} clock={clock} onChange={change} /></div>
          </div>
          <EditGrid editor={editor} grid={grid} hold={hold} answers={asked.answers} failure={asked.error} scene={scene} onRetry={onRetry} accepts={accepts} candidate={hold.grab?.kind === 'add' ? (hold.grab.widgets.find(({ id: one }) => one === hold.grab!.id) ?? null) : tried}
            isWrong={(one) => saidAt(complaints, `widgets[${draft.widgets.findIndex((each) => each.id === one)}]`) !== undefined} />
          {dock === 'add' && !loading && (
            <AddDock tenant={tenant} catalogue={catalogue} presets={presets} widgets={draft.widgets} view={view} scene={scene} candidate={candidate} complaints={complaints} path={candidatePath} full={draft.widgets.length >= most}
              asks={candidate !== null && (candidate.query?.preset !== undefined && Object.keys(candidate.query).length === 1 ? true : accepts(candidate))} onCandidate={setCandidate} onAdd={add} onDrag={(event, widget) => hold.start(event, widget.id, 'add', { ...widget, ...freePlace(draft.widgets, widget) })} onClose={closeDock} />
          )}
          {dock === 'widget' && chosen && !loading && <WidgetDock key={chosen.id} tenant={tenant} editor={editor} widget={chosen} catalogue={catalogue} presets={presets} range={range} complaints={complaints} />}
          {dock === 'settings' && <SettingsDock tenant={tenant} editor={editor} view={view} complaints={complaints} onClose={closeDock} />}
        </>
      )}
      <div className="sr-only" role="status" aria-live="assertive">{said}</div>
      <LeaveGuard changes={changes.length} leaving={leaving} />
      <StaleDialog tenant={tenant} id={id} newer={newer} opened={version} draft={draft} clock={clock} onClose={close} onOverwrite={(tag) => void save(tag)} onCopy={() => void saveCopy()} />
    </div>
  );
}
