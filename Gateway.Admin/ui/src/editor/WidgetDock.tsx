import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconCopy, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { Catalogue, Preset, Range } from '../app/contract';
import type { Widget } from '../widgets/contract';
import { type Complaints, placesOf, saidAt } from './complaints';
import { Dock } from './Dock';
import { soundWidget } from './draft';
import { JsonText } from '../app/JsonText';
import { OptionFields } from './OptionFields';
import { QueryForm } from './QueryForm';
import { TypeChoice, typeFor } from './TypeChoice';
import type { Editor } from './useEditor';

/** Fields that are written letter by letter: those in a row are one step back. A choice is one step each. */
const typed = new Set(['title', 'query.limit', ...['note', 'decimals', 'min', 'max', 'thresholds', 'unknownHint', 'text'].map((name) => `options.${name}`)]);

interface WidgetDockProps { tenant: string; editor: Editor; widget: Widget; catalogue: Catalogue; presets: Preset[]; range: Range; complaints: Complaints }

/** Everything about one widget: how it looks, what it asks, and both as JSON. The dashboard beside it shows each change at once. */
export function WidgetDock({ tenant, editor, widget, catalogue, presets, range, complaints }: WidgetDockProps) {
  const [tab, setTab] = useState('look');
  const path = `widgets[${editor.draft.widgets.indexOf(widget)}]`;
  const change = (next: Partial<Widget>, field: string) => editor.changeWidget(widget.id, (old) => ({ ...old, ...next }), typed.has(field) ? field : undefined);
  const wrong = placesOf(complaints, { widgets: [] }).filter((one) => one.path.startsWith(`${path}.`));
  const shown = tab === 'query' && !widget.query ? 'look' : tab;
  return (
    <Dock title="Widget settings" onClose={() => editor.select(null)} foot={
      <div className="add-row">
        <Button variant="default" leftSection={<IconCopy size={16} stroke={1.75} />} onClick={() => editor.duplicate(widget.id)}>Duplicate</Button>
        <Button variant="default" leftSection={<IconTrash size={16} stroke={1.75} />} onClick={() => editor.remove(widget.id)}>Remove</Button>
      </div>
    }>
      <SegmentedControl fullWidth aria-label="Part of the widget" data={[{ value: 'look', label: 'Look' }, ...(widget.query ? [{ value: 'query', label: 'Query' }] : []), { value: 'json', label: 'JSON' }]} value={shown} onChange={setTab} />
      {shown === 'look' && (
        <div className="stack dock-scroll">
          <TextInput label="Title" value={widget.title} maxLength={200} error={saidAt(complaints, `${path}.title`)} onChange={(event) => change({ title: event.currentTarget.value }, 'title')} />
          {widget.query && <div><div className="field-label">Shown as</div><TypeChoice value={widget.type} query={widget.query} catalogue={catalogue} error={saidAt(complaints, `${path}.type`)} onChange={(type) => change({ type }, 'type')} /></div>}
          <OptionFields widget={widget} catalogue={catalogue} complaints={complaints} path={`${path}.options`} onChange={(options, field) => change({ options }, `options.${field}`)} />
        </div>
      )}
      {shown === 'query' && widget.query && (
        <div className="stack dock-scroll">
          <QueryForm tenant={tenant} query={widget.query} catalogue={catalogue} presets={presets} range={range} complaints={complaints} path={`${path}.query`} onChange={(query, field) => change({ query, type: typeFor(query, widget.type, catalogue) }, `query.${field}`)} />
        </div>
      )}
      {shown === 'json' && <JsonText label="Widget as JSON" value={widget} soundOf={soundWidget} faults={wrong.map((one) => ({ path: one.path.slice(path.length + 1), words: one.words }))}
        onChange={(_, sound) => { const next = sound as Widget | undefined; if (next && (next.id === widget.id || !editor.draft.widgets.some(({ id }) => id === next.id))) { editor.changeWidget(widget.id, () => next, 'json'); if (next.id !== widget.id) editor.select(next.id); } }} />}
    </Dock>
  );
}
