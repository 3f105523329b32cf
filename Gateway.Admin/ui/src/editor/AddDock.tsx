import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type PointerEvent, useState } from 'react';
import type { Catalogue, Preset } from '../app/contract';
import { rangeLabel } from '../app/time';
import type { View } from '../dashboards/document';
import type { Scene, Widget, WidgetType } from '../widgets/contract';
import { type Complaints, placesOf, saidAt } from './complaints';
import { Dock } from './Dock';
import { freeId, soundWidget, withOption } from './draft';
import { JsonText } from '../app/JsonText';
import { columns, usualOf } from './layout';
import { PresetList } from './PresetList';
import { Preview } from './Preview';
import { QueryForm } from './QueryForm';
import { TextOption } from './TextOption';
import { TypeChoice, typeFor } from './TypeChoice';

interface AddProps {
  tenant: string; catalogue: Catalogue; presets: Preset[]; widgets: Widget[]; view: View; scene: Scene;
  candidate: Widget | null; complaints: Complaints; path: string; asks: boolean; full: boolean;
  onCandidate(widget: Widget | null): void; onAdd(): void; onDrag(event: PointerEvent, widget: Widget): void; onClose(): void;
}
const widths = [[3, 'Quarter, 3 columns'], [4, 'Third, 4 columns'], [6, 'Half, 6 columns'], [8, 'Two thirds, 8 columns'], [columns, 'Full, 12 columns']] as const;

/** Picks a question of the catalogue or composes one, tries it out, and adds it where there is room. */
export function AddDock(props: AddProps) {
  const { tenant, catalogue, presets, widgets, view, scene, candidate, complaints, path, asks, full, onCandidate, onAdd, onDrag, onClose } = props;
  const [tab, setTab] = useState('catalogue');
  const made = (type: WidgetType, title: string, wish: string, query: Widget['query'], options: Widget['options'] = {}): Widget => ({ id: freeId(widgets, wish), type, title, x: 0, y: 0, ...usualOf(type), query, options });
  const ofPreset = ({ name, title, widget }: Preset) => made(widget as WidgetType, title, name, { preset: name }, widget === 'number' ? { spark: true } : {});
  const ownQuery = (): Widget => made('line', 'Requests per second', 'own', { measures: ['requestsPerSecond'], split: 'time' });
  const change = (next: Partial<Widget>) => { if (candidate) onCandidate({ ...candidate, ...next }); };
  const turn = (next: string) => {
    setTab(next);
    if (next !== 'catalogue' && !candidate) onCandidate(ownQuery());
    else if (next === 'compose' && candidate && (!candidate.query || candidate.query.preset !== undefined)) onCandidate(candidate.query ? { ...candidate, query: catalogue.presets.find(({ name }) => name === candidate.query!.preset)?.query ?? ownQuery().query } : ownQuery());
  };
  const wrong = candidate ? placesOf(complaints, { widgets: [] }).filter((one) => one.path.startsWith(path)) : [];
  const loose = wrong.filter((one) => !one.path.startsWith(`${path}.query`) && !one.path.startsWith(`${path}.type`));
  return (
    <Dock title="Add widget" onClose={onClose} foot={candidate && (
      <>
        <div className="preview-head"><span>Preview, {rangeLabel({ from: view.from, to: view.to }, scene.clock).toLowerCase()}</span><TypeChoice value={candidate.type} query={candidate.query} catalogue={catalogue} error={saidAt(complaints, `${path}.type`)} onChange={(type) => change({ type, ...usualOf(type), options: type === 'number' ? withOption(candidate.options, 'spark', true) : candidate.options })} /></div>
        <Preview tenant={tenant} widget={candidate} view={view} presets={catalogue.presets} scene={scene} asks={asks} />
        {tab !== 'json' && loose.map(({ path: at, words }) => <p key={at} className="form-error" role="alert">{at.slice(path.length + 1)}: {words}</p>)}
        {full && <p className="form-error">A dashboard has at most 60 widgets.</p>}
        <div className="add-row">
          <Select label="Width" data={widths.map(([value, label]) => ({ value: String(value), label }))} value={String(candidate.w)} allowDeselect={false} onChange={(next) => { if (next) change({ w: Number(next) }); }} />
          <Button leftSection={<IconPlus size={16} stroke={1.75} />} disabled={full || wrong.length > 0} onClick={onAdd}>Add widget</Button>
        </div>
      </>
    )}>
      <SegmentedControl fullWidth aria-label="How to add a widget" data={[{ value: 'catalogue', label: 'Catalogue' }, { value: 'compose', label: 'Compose' }, { value: 'json', label: 'JSON' }]} value={tab} onChange={turn} />
      {tab === 'catalogue' && (
        <PresetList presets={presets} chosen={candidate?.query?.preset} textChosen={candidate?.type === 'text'} onChoose={(preset) => onCandidate(ofPreset(preset))} onText={() => onCandidate(made('text', 'Notes', 'text', null, { text: 'Write here what the figures mean.' }))} onAdd={onAdd}
          onDrag={(event, preset) => onDrag(event, ofPreset(preset))} />
      )}
      {tab === 'compose' && candidate && (
        <div className="stack dock-scroll">
          <TextInput label="Title" value={candidate.title} maxLength={200} error={saidAt(complaints, `${path}.title`)} onChange={(event) => change({ title: event.currentTarget.value })} />
          {candidate.query
            ? <QueryForm free tenant={tenant} query={candidate.query} catalogue={catalogue} presets={presets} range={view} complaints={complaints} path={`${path}.query`} onChange={(query) => { const type = typeFor(query, candidate.type, catalogue); change({ query, type, ...(type === candidate.type ? {} : usualOf(type)) }); }} />
            : <TextOption widget={candidate} onChange={(text) => change({ options: withOption(candidate.options, 'text', text) })} />}
        </div>
      )}
      {tab === 'json' && candidate && <JsonText label="Widget as JSON" value={candidate} soundOf={soundWidget} faults={wrong.map((one) => ({ path: one.path.slice(path.length + 1), words: one.words }))} onChange={(_, sound) => { if (sound) onCandidate(sound as Widget); }} />}
    </Dock>
  );
}
