import { Checkbox, MultiSelect, NumberInput, Select } from '@mantine/core';
import type { Catalogue, Query, Range, Split } from '../app/contract';
import { useDimensions } from '../app/dimensions';
import { dimensionLabel, measureOf } from '../app/measures';
import { Filters } from '../app/Filters';
import { dimensionOf, opened } from '../widgets/questions';
import { type Complaints, saidAt } from './complaints';
import { bySubject, subjectWords } from './subjects';

/** `presets`: those that the reader may use. `free`: without the choice of a preset. */
interface QueryProps { tenant: string; query: Query; catalogue: Catalogue; presets: Catalogue['presets']; range: Range; complaints: Complaints; path: string; free?: boolean; onChange(query: Query, field: string): void }

const composed = ' ';
const latency = 'latency';

/** Measures × split × filters × limit × order, or a preset with what may be added to it. Errors of the API stand at their field. */
export function QueryForm({ tenant, query, catalogue, presets, range, complaints, path, free, onChange }: QueryProps) {
  const dimensions = useDimensions(tenant).filter(({ splits }) => splits !== false);
  const said = (field: string) => saidAt(complaints, `${path}.${field}`);
  const { measures = [], split = null, order } = opened(query, catalogue.presets);
  const isPreset = query.preset !== undefined;
  const overTime = split === 'time' || Array.isArray(split);
  const by = dimensionOf(split);
  const put = (field: keyof Query, value: unknown) => {
    const { [field]: _, ...others } = query;
    onChange((value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length) ? others : { ...others, [field]: value }) as Query, field);
  };
  const putSplit = (time: boolean, dimension: string | undefined) => {
    const next: Split = dimension ? (time || dimension === latency ? ['time', dimension] : dimension) : time ? 'time' : null;
    const { split: _, limit, order: how, ...others } = query;
    onChange({ ...others, split: next, ...(dimension && limit !== undefined ? { limit } : {}), ...(dimension && how !== undefined ? { order: how } : {}) }, 'split');
  };
  const nameOf = (name: string) => { const known = measureOf(name).label; return known === name ? (catalogue.measures.find((one) => one.name === name)?.label ?? name) : known; };
  const orders = [...measures.flatMap((name) => [{ value: name, label: `${nameOf(name)}, most first` }, { value: `${name} asc`, label: `${nameOf(name)}, least first` }]), { value: 'key', label: 'The values, in their own order' }];
  const groups = bySubject(presets).map(([subject, items]) => ({ group: subjectWords(subject), items: items.map(({ name, title }) => ({ value: name, label: title })) }));
  const choose = (next: string | null) => {
    if (next === composed) onChange(opened(query, catalogue.presets), 'preset');
    else if (next) onChange({ preset: next, ...(query.filters ? { filters: query.filters } : {}) }, 'preset');
  };
  return (
    <div className="stack">
      {!free && <Select label="Query" data={[{ group: 'Of your own', items: [{ value: composed, label: 'Composed' }] }, ...groups]} value={query.preset ?? composed} onChange={choose} searchable allowDeselect={false} error={said('preset')} description={isPreset ? presets.find(({ name }) => name === query.preset)?.description : undefined} inputWrapperOrder={['label', 'input', 'error', 'description']} />}
      {!isPreset && (
        <>
          <MultiSelect label="Measures" data={catalogue.measures.map(({ name }) => ({ value: name, label: nameOf(name) }))} value={measures} onChange={(next) => put('measures', next)} searchable hidePickedOptions error={said('measures')} placeholder={measures.length ? undefined : 'Choose at least one'} nothingFoundMessage="No measure has this name." />
          <Checkbox label="Over time" checked={overTime} disabled={by === latency} onChange={(event) => putSplit(event.currentTarget.checked, by)} />
          <Select label="Split by" data={[...dimensions.map(({ name, label }) => ({ value: name, label: dimensionLabel(name, label) })), { value: latency, label: 'Duration bands (heat map)' }]} value={by ?? null} onChange={(next) => putSplit(overTime, next ?? undefined)} searchable clearable placeholder="Nothing" error={said('split')} nothingFoundMessage="No dimension has this name." />
        </>
      )}
      {by && by !== latency && (
        <div className="two-fields">
          <NumberInput label="Values shown" min={1} max={1000} allowDecimal={false} value={query.limit ?? ''} placeholder="10" onChange={(next) => put('limit', typeof next === 'number' ? next : undefined)} error={said('limit')} />
          <Select label="Order" data={orders} value={order ?? null} onChange={(next) => put('order', next ?? undefined)} clearable placeholder="By the first measure" error={said('order')} />
        </div>
      )}
      <div role="group" aria-label="Filters of this widget">
        <div className="field-label">Filters of this widget</div>
        <div className="dock-chips"><Filters filters={query.filters ?? []} tenant={tenant} range={range} onChange={(next) => put('filters', next)} /></div>
        {said('filters') && <p className="form-error" role="alert">{said('filters')}</p>}
      </div>
    </div>
  );
}
